import { routeEntries } from '../permissions/entries.js';
import type { FuzzAnswer } from './findings.js';
import { authorizationFor, type FuzzKind, type FuzzTarget, type Hostile } from './fuzz-kind.js';
import { ids, strings } from './hostile-values.js';
import { malformedRequests, sendRaw, sendRequest, type RouteRequest } from './http-request.js';
import type { Seeded } from './seeded.js';

/** Besides the declared routes: GraphQL itself, the page of GraphiQL, and nothing. */
const otherPaths = ['/graphql', '/graphiql', '/nothing'];
const paths = [...Object.keys(routeEntries), ...otherPaths];
const sorts = [...paths, 'malformed HTTP'];

/** Requests of every REST route with hostile methods, paths, queries, headers and bodies. */
export const routeKind: FuzzKind = {
  name: 'routes',
  share: 5,
  async draw(target, index, seeded): Promise<Hostile> {
    const path = sorts[index % sorts.length]!;
    if (path === 'malformed HTTP') {
      const text = seeded.pick(malformedRequests);
      return { name: path, description: JSON.stringify(text.slice(0, 200)), send: () => sendRaw(target.url, text) };
    }
    const role = seeded.pick(['owner', 'organizer', 'organizer', 'administrator', 'nobody'] as const);
    let request = validRequest(target, path, role);
    const fitting = path.includes(':id') && seeded.isBelow(0.5) ? [withOddId] : changes;
    for (const change of [seeded.pick(fitting), ...(seeded.isBelow(0.2) ? [seeded.pick(changes)] : [])]) {
      request = change(request, seeded, target);
    }
    const { method, target: asked, headers, body } = request;
    const description = `as ${role}: ${method} ${asked.slice(0, 300)} ${JSON.stringify(headers).slice(0, 200)} ${String(body).slice(0, 100)}`;
    const send = async (): Promise<FuzzAnswer> => {
      const authorization = await authorizationFor(target, role);
      const known: Record<string, string> = authorization === null ? {} : { authorization };
      return sendRequest(target.url, { ...request, headers: { ...known, ...headers } });
    };
    return { name: path, description, send };
  },
};

function validRequest({ tries }: FuzzTarget, path: string, role: 'owner' | 'organizer' | 'administrator' | 'nobody') {
  const entry = routeEntries[path];
  const { ids: ours } = tries.stage.ours;
  const id = entry?.id?.(ours, tries.belongingsOf(tries.stage.people[role])) ?? '';
  const query = typeof entry?.query === 'function' ? entry.query(ours) : (entry?.query ?? '');
  const request: RouteRequest = {
    method: entry?.method ?? 'GET',
    target: path.replace(':id', id) + query,
    headers: {},
  };
  if (entry?.body !== undefined) request.body = entry.body;
  if (entry?.contentType !== undefined) request.headers['content-type'] = entry.contentType;
  if (path === '/graphql') {
    request.method = 'POST';
    request.body = '{"query":"{ __typename }"}';
    request.headers['content-type'] = 'application/json';
  }
  return request;
}

type Change = (request: RouteRequest, seeded: Seeded, target: FuzzTarget) => RouteRequest;

const traversals = [
  '/../../../../etc/passwd',
  '/..%2f..%2f..%2fetc%2fpasswd',
  '/%2e%2e/%2e%2e/package.json',
  '/..%5c..%5cwindows%5cwin.ini',
  '/....//....//package.json',
  '/assets/..%2f..%2f..%2fpackage.json',
  '/%252e%252e%252fpackage.json',
  '//127.0.0.1/',
];

const idPlace = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/;

const types = [
  'text/plain',
  'application/json',
  'application/json; charset=utf-99',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'multipart/form-data; boundary=',
  'multipart/form-data; boundary=x',
  'text/csv; charset=gb18030',
  'text/csv; charset="',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/graphql',
  'image/png',
  '/',
  ';',
  'x'.repeat(2_000),
];

const bodies: readonly (string | Buffer)[] = [
  '',
  '{',
  'null',
  '[]',
  '"text"',
  '{"query":1}',
  '{"query":null,"variables":"text"}',
  '[{"query":"{ __typename }"}]',
  '{"__proto__":{"query":"{ __typename }"},"query":"{ __typename }"}',
  '{"query":"{ __typename }","operationName":{},"extensions":[]}',
  '['.repeat(100_000),
  `{"query":"${'{a'.repeat(50_000)}"}`,
  'query=%7B__typename%7D',
  '--x\r\ncontent-disposition: form-data; name="operations"\r\n\r\n{}\r\n--x',
  '--x\r\ncontent-disposition: form-data; name="file"; filename="../../x"\r\n\r\n\u0000\r\n--x--\r\n',
  'name_en,"country\n=1+1,',
  `name_en\n${'x'.repeat(300_000)}\n`,
  Buffer.from([0x50, 0x4b, 0x03, 0x04, 0x00, 0x00, 0xff, 0xff]),
  Buffer.from([0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00]),
  Buffer.from([0xff, 0xfe, 0x7b, 0x00, 0x22, 0x00]),
  Buffer.alloc(1_000),
];

const encoded = (text: string): string =>
  encodeURIComponent(Buffer.from(text).toString()).slice(0, 6_000).replace(/%.?$/, '');

const withOddId: Change = (request, seeded, { tries }) => {
  const foreign = Object.values(tries.stage.theirs.ids);
  const raw = ['%', '%ff', '%00', '%u0000', '..', '%c0%ae%c0%ae', encoded('../../x')];
  const id = seeded.pick([...foreign.slice(0, 8), ...ids.map(encoded), ...strings.map(encoded), ...raw]);
  return { ...request, target: idPlace.test(request.target) ? request.target.replace(idPlace, id) : `/${id}` };
};

const changes: readonly Change[] = [
  (request, seeded) => ({
    ...request,
    method: seeded.pick(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'TRACE', 'PROPFIND', 'PURGE']),
  }),
  (request, seeded) => ({ ...request, target: request.target.split('?')[0] + seeded.pick(traversals) }),
  (request, seeded) => {
    const text = (): string => encoded(seeded.pick(strings));
    const names = [
      'fileName',
      'forumId',
      'accountId',
      'subjectId',
      'since',
      'until',
      'actions',
      'code',
      'query',
      '__proto__',
    ];
    const name = seeded.pick(names);
    const more = seeded.pick([
      `${name}=${text()}`,
      `${name}=${text()}&${name}=${text()}`,
      `${name}[]=${text()}`,
      `${name}[a][b]=${text()}`,
      `${name}[length]=1e9`,
      `${name}=%ff%fe%00`,
      `${name}=..%2f..%2f..%2fetc%2fpasswd`,
      `${name}`,
      Array.from({ length: 300 }, (_, index) => `a${index}=`).join('&'),
    ]);
    const [path] = request.target.split('?');
    return { ...request, target: seeded.isBelow(0.5) ? `${path}?${more}` : `${path}?${more}&${text()}=1` };
  },
  (request, seeded) => ({ ...request, headers: { ...request.headers, 'content-type': seeded.pick(types) } }),
  (request, seeded) => ({ ...request, method: 'POST', body: seeded.pick(bodies) }),
  (request, seeded) => {
    const odd = seeded.pick<Record<string, string>>([
      { authorization: `Bearer ${'x'.repeat(20_000)}` },
      { authorization: seeded.pick(['Bearer', 'Bearer tfk_', 'Bearer a.b.c', 'Basic Og==', 'Bearer \t', '{}']) },
      { 'x-odd': 'x'.repeat(15_000) },
      { cookie: 'a=b; '.repeat(2_000) },
      { 'accept-language': `${'zh;q=0.1,'.repeat(1_000)}*` },
      { accept: 'text/html;q=x, */' },
      { 'content-encoding': seeded.pick(['gzip', 'br', 'x', 'gzip, gzip']) },
      { 'x-forwarded-for': `${'1.2.3.4, '.repeat(500)}:::, x` },
      { host: '' },
      { range: 'bytes=-1,0-,x' },
      { 'if-none-match': '*', 'if-modified-since': 'never' },
      { origin: 'null', 'access-control-request-method': 'X' },
      { expect: '100-continue' },
      { 'apollo-require-preflight': '', 'x-apollo-operation-name': 'x' },
    ]);
    return { ...request, headers: { ...request.headers, ...odd } };
  },
];

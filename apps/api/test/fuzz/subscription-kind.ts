import { WebSocket } from 'ws';
import { operationEntries } from '../permissions/entries.js';
import { unanswered, type FuzzAnswer } from './findings.js';
import { authorizationFor, type FuzzKind, type FuzzTarget, type Hostile } from './fuzz-kind.js';
import { strings, wrongShapes } from './hostile-values.js';
import { requestOf } from './fuzz-request.js';
import { describeRequest, drawArguments } from './operation-kind.js';
import type { Seeded } from './seeded.js';

/** What a client sends, and on which answers it waits. */
interface Session {
  description: string;
  frames: (string | Buffer)[];
  /** The id of the operation that must be answered, unless the server closes. */
  awaited?: string;
  protocols?: string[];
}

const subscriptions = Object.keys(operationEntries).filter((operation) => operation.startsWith('Subscription.'));
const frame = (message: unknown): string => JSON.stringify(message);
const subscribe = (id: unknown, payload: unknown): string => frame({ type: 'subscribe', id, payload });
const init = (authorization: string | null): string =>
  frame({ type: 'connection_init', payload: authorization === null ? {} : { authorization } });
const unread = 'subscription { unreadNotificationCount }';

/** Sessions over WebSocket. Half of them put something hostile into the arguments of a subscription, the others break the protocol. */
export const subscriptionKind: FuzzKind = {
  name: 'subscriptions',
  share: 3,
  async draw(target, index, seeded): Promise<Hostile> {
    if (index % 2 === 0) return drawSubscription(target, index / 2, seeded);
    const sorts = Object.entries(breaches);
    const [name, draw] = sorts[((index - 1) / 2) % sorts.length]!;
    const session = draw(seeded, await authorizationFor(target, 'owner'));
    return { name: `session: ${name}`, description: session.description, send: () => run(target.url, session) };
  },
};

async function drawSubscription(target: FuzzTarget, index: number, seeded: Seeded): Promise<Hostile> {
  const operation = subscriptions[index % subscriptions.length]!;
  // The first two of each have nothing wrong but whose id it is: one of them comes as far as the domain.
  const isFirst = index < 2 * subscriptions.length;
  const request = isFirst
    ? await withForeignId(target, operation, index < subscriptions.length ? 'owner' : 'organizer')
    : await drawArguments(target, operation, seeded);
  const { role, query, variables } = request;
  const subscription = subscribe('1', { query, variables });
  return {
    name: operation,
    description: describeRequest(request),
    send: async () => {
      const frames = [init(await authorizationFor(target, role)), subscription];
      return run(target.url, { description: '', frames, awaited: '1' });
    },
  };
}

async function withForeignId({ schema, tries }: FuzzTarget, operation: string, role: 'owner' | 'organizer') {
  return requestOf(schema, [operation, role], await tries.variablesOf(operation, tries.stage.theirs, role));
}

const noMessages: readonly (string | Buffer)[] = [
  '',
  'null',
  '[]',
  '7',
  '"text"',
  '{}',
  '{"type":null}',
  '{"type":"nothing"}',
  '{"type":"subscribe"}',
  '{"type":"connection_ack"}',
  '{"type":"complete"}',
  '{"type":"next","id":"1","payload":{"data":{}}}',
  '{"type":"ping","payload":"text"}',
  '{"type":["subscribe"],"id":"1"}',
  '{"__proto__":{"type":"ping"}}',
  '{"constructor":{"prototype":{"type":"ping"}}}',
  '{"type":"ping"',
  '['.repeat(20_000),
  `{"type":"ping","payload":${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}}`,
  '\u0000',
  Buffer.from([0xff, 0xfe, 0x00, 0xc3, 0x28]),
  Buffer.alloc(1_000, 0x7b),
];

const queries: readonly string[] = [
  '',
  ' ',
  '{',
  '{ me { id } }',
  'mutation { endOtherSignIns }',
  'subscription { nothing }',
  'subscription { __typename }',
  'subscription { __schema { types { name } } }',
  'subscription { a: unreadNotificationCount b: unreadNotificationCount }',
  'subscription A { unreadNotificationCount } subscription B { unreadNotificationCount }',
  'subscription ($a: Nothing) { unreadNotificationCount }',
  'subscription { unreadNotificationCount @skip(if: true) }',
  'subscription { ...F } fragment F on Subscription { ...F }',
  `subscription { unreadNotificationCount ${'@include(if: true) '.repeat(300)}}`,
  `subscription { ${'a'.repeat(30_000)} }`,
  'fragment F on Query { me { id } }',
];

/** Every way to break the protocol, by name. */
const breaches: Record<string, (seeded: Seeded, authorization: string | null) => Session> = {
  'no message': (seeded, authorization) => {
    const bad = seeded.pick(noMessages);
    const frames = seeded.isBelow(0.5) ? [init(authorization), bad] : [bad];
    return { description: `sends ${String(bad).slice(0, 100)} as frame ${frames.length}`, frames };
  },
  'odd operation': (seeded, authorization) => {
    const query = seeded.isBelow(0.8) ? seeded.pick(queries) : seeded.pick(wrongShapes);
    const odd = () => (seeded.isBelow(0.15) ? seeded.pick([...wrongShapes, ...strings.slice(0, 3)]) : undefined);
    const payload = { query, variables: odd(), operationName: odd(), extensions: odd() };
    const frames = [init(authorization), subscribe('1', seeded.isBelow(0.15) ? seeded.pick(wrongShapes) : payload)];
    return { description: `asks ${frames[1]!.slice(0, 300)}`, frames, awaited: '1' };
  },
  'odd id': (seeded, authorization) => {
    const id = seeded.isBelow(0.5) ? seeded.pick(wrongShapes) : seeded.pick(strings).slice(0, 20_000);
    const frames = [init(authorization), subscribe(id, { query: unread }), frame({ type: 'complete', id })];
    return { description: `has the id ${JSON.stringify(id).slice(0, 100)}`, frames };
  },
  'same id twice': (_seeded, authorization) => ({
    description: '',
    frames: [init(authorization), subscribe('1', { query: unread }), subscribe('1', { query: unread })],
  }),
  'before it is taken in': () => ({ description: '', frames: [subscribe('1', { query: unread })], awaited: '1' }),
  'taken in twice': (_seeded, authorization) => ({ description: '', frames: [init(authorization), init(null)] }),
  'odd first message': (seeded) => {
    const authorization = seeded.isBelow(0.4)
      ? seeded.pick(wrongShapes)
      : seeded.pick(['Bearer tfk_x', 'Bearer a.b.c', `Bearer ${'x'.repeat(20_000)}`, 'Basic Og==', ...strings]);
    const payload = seeded.isBelow(0.2)
      ? seeded.pick(wrongShapes)
      : { authorization, locale: seeded.pick(wrongShapes) };
    const frames = [frame({ type: 'connection_init', payload }), subscribe('1', { query: unread })];
    return { description: `begins with ${frames[0]!.slice(0, 200)}`, frames, awaited: '1' };
  },
  giant: (seeded, authorization) => {
    const bytes = seeded.pick([65_537, 300_000, 2_000_000]);
    const frames = [init(authorization), subscribe('1', { query: unread, variables: { a: 'x'.repeat(bytes) } })];
    return { description: `sends ${bytes} bytes`, frames, awaited: '1' };
  },
  flood: (_seeded, authorization) => ({
    description: '',
    frames: [init(authorization), ...Array.from({ length: 300 }, () => frame({ type: 'ping' }))],
  }),
  'no protocol': () => ({ description: '', protocols: [], frames: [init(null)] }),
};

/** Long enough for a slow machine; whatever is sent is answered in milliseconds. */
const patienceMs = 20_000;

/** Sends all of it, the first message by itself; ends with what was awaited and the answer to a last ping, or when the server closes. */
async function run(url: string, session: Session): Promise<FuzzAnswer> {
  const { frames, awaited, protocols = ['graphql-transport-ws'] } = session;
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, protocols);
  const answers: string[] = [];
  let status = 200;
  let isClosing = false;
  let patience: NodeJS.Timeout | undefined;
  const closed = new Promise<[code: number, reason: Buffer]>((resolve) => {
    socket.once('close', (code, reason) => resolve([code, reason]));
  });
  // An upgrade that is refused, or a server that closes while more is being sent; `close` follows both.
  socket.on('error', () => undefined);
  socket.once('unexpected-response', (_request, response) => {
    status = response.statusCode ?? 0;
    response.resume();
    socket.terminate();
  });
  socket.once('open', () => {
    const [first, ...rest] = [...frames, frame({ type: 'ping', payload: { last: true } })];
    const sendRest = (): void => rest.forEach((one) => socket.send(one));
    socket.send(first);
    // Whoever introduces itself waits until it is taken in; otherwise that would be all that is ever refused.
    if (String(first).includes('connection_init')) socket.once('message', sendRest);
    else sendRest();
  });
  const answered = new Promise<void>((resolve) => {
    const wanted = new Set(['last', ...(awaited === undefined ? [] : [awaited])]);
    socket.on('message', (data: Buffer) => {
      const text = data.toString();
      answers.push(text.slice(0, 20_000));
      const { type, id, payload } = JSON.parse(text) as { type: string; id?: string; payload?: { last?: boolean } };
      if (type === 'pong' && payload?.last) wanted.delete('last');
      if (id !== undefined) wanted.delete(id);
      if (wanted.size === 0) resolve();
    });
  });
  const silence = new Promise<'silent'>((resolve) => {
    patience = setTimeout(() => resolve('silent'), patienceMs);
  });
  const end = await Promise.race([answered, closed, silence]);
  clearTimeout(patience);
  if (end === undefined) {
    isClosing = true;
    socket.close(1000);
  }
  if (end === 'silent') {
    socket.terminate();
    return { ...unanswered, body: `${unanswered.body} after ${answers.join('\n')}` };
  }
  const [code, reason] = await closed;
  const body = [...answers, String(reason)].join('\n');
  return status !== 200 || isClosing ? { status, body } : { status, closed: code, body };
}

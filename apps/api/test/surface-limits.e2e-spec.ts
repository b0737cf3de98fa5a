import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Account } from '#domain';
import { insertAccount } from '#testing';
import { startTestApi, type GraphqlAnswer, type TestApi } from './api-harness.js';
import { RawSubscriber } from './raw-subscriber.js';

const repeat = (count: number, text: (index: number) => string): string =>
  Array.from({ length: count }, (_, i) => text(i)).join(' ');

describe('the limits of the surface', () => {
  let api: TestApi;
  let account: Account;
  let authorization: string;

  beforeAll(async () => {
    api = await startTestApi({
      surface: {
        TREFOIL_TRUSTED_PROXIES: '127.0.0.1',
        TREFOIL_MAX_DEPTH: '6',
        TREFOIL_MAX_COST: '1000',
        TREFOIL_MAX_ALIASES: '10',
        TREFOIL_MAX_DIRECTIVES: '5',
        TREFOIL_MAX_TOKENS: '500',
        TREFOIL_MAX_PAGE_SIZE: '50',
        TREFOIL_MAX_BODY_BYTES: '16384',
        TREFOIL_MAX_UPLOAD_BYTES: '1024',
        TREFOIL_INTROSPECTION: '0',
        TREFOIL_PERSISTED_QUERIES: '1',
        TREFOIL_CORS_ORIGINS: 'https://console.example',
        TREFOIL_ADDRESS_RATE: '1',
        TREFOIL_ADDRESS_BURST: '20',
        TREFOIL_ACCOUNT_RATE: '1',
        TREFOIL_ACCOUNT_BURST: '6',
      },
    });
    account = await insertAccount(api.dataSource, { isAdministrator: true });
    authorization = await api.authorizationOf(account);
  });
  afterAll(() => api.close());

  let nextAddress = 0;
  const newAddress = (): string => `198.51.100.${++nextAddress}`;

  interface Asked {
    query: string;
    variables?: Record<string, unknown>;
    as?: string;
    address?: string;
  }
  const post = ({ query, variables = {}, as, address = newAddress() }: Asked): Promise<Response> =>
    fetch(`${api.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-forwarded-for': address,
        ...(as ? { authorization: as } : {}),
      },
      body: JSON.stringify({ query, variables }),
    });
  const answerOf = async (asked: Asked) => {
    const response = await post(asked);
    return { status: response.status, ...((await response.json()) as GraphqlAnswer) };
  };
  /** The errors with which a subscription is refused, or what it answers first. */
  const subscribe = async (query: string, variables: Record<string, unknown> = {}, as?: string) => {
    const subscriber = await RawSubscriber.acknowledged(api.url, as, { 'x-forwarded-for': newAddress() });
    subscriber.subscribe('1', query, variables);
    const { payload } = (await subscriber.next()) as { payload: { errors?: unknown[] } | unknown[] };
    await subscriber.close();
    return Array.isArray(payload) ? payload : payload.errors;
  };

  const newcomer = async (): Promise<string> => api.authorizationOf(await insertAccount(api.dataSource));

  // Each is within its limit first, so that it is the limit that refuses.
  const directory = (selection: string) =>
    `{ searchDirectory(first: 1) { nodes { profile { offers { capability { ${selection} } } } } } }`;
  const me = (count: number, field: (index: number) => string) => `{ me { ${repeat(count, field)} } }`;
  it.each([
    ['depth', directory('code'), directory('label { en }'), 'a depth of at most 6'],
    ['aliases', me(10, (i) => `a${i}: id`), me(11, (i) => `a${i}: id`), 'aliases of at most 10'],
    ['directives', me(5, () => 'id @skip(if: false)'), me(6, () => 'id @skip(if: false)'), 'directives of at most 5'],
  ])('refuses a query past its %s, and says how much is allowed', async (_, within, beyond, what) => {
    const fine = await answerOf({ query: within, as: await newcomer() });
    expect(fine.errors).toBeUndefined();
    const refused = await answerOf({ query: beyond, as: await newcomer() });
    expect(refused).toMatchObject({
      status: 400,
      errors: [
        {
          message: expect.stringContaining(what),
          extensions: { code: 'BAD_USER_INPUT', faults: [{ field: 'query' }] },
        },
      ],
    });
  });

  const PAGES = `query ($n: Int!) { forums(first: $n) { nodes { ${repeat(20, () => 'id')} } } }`;

  it('counts what is asked of a page, in variables too', async () => {
    const errorsFor = async (n: number) =>
      (await answerOf({ query: PAGES, variables: { n }, as: await newcomer() })).errors;
    expect(await errorsFor(40)).toBeUndefined();
    expect(await errorsFor(50)).toMatchObject([{ message: expect.stringMatching(/a cost, .* of at most 1000/) }]);
  });

  it('refuses a page that is larger than allowed, wherever its size stands', async () => {
    const pages = 'query ($n: Int!) { forums(first: $n) { nodes { id } } }';
    const fine = await answerOf({ query: pages, variables: { n: 50 }, as: await newcomer() });
    expect(fine.errors).toBeUndefined();
    const tooLarge = [
      { query: pages, variables: { n: 51 } },
      { query: pages.replace('($n: Int!)', '').replace('$n', '51') },
      { query: pages.replace('Int!', 'Int! = 51') },
    ];
    for (const asked of tooLarge) {
      expect(await answerOf({ ...asked, as: await newcomer() })).toMatchObject({
        status: 400,
        errors: [{ extensions: { faults: [{ field: 'first', allowed: '1 to 50; forums asks for 51' }] } }],
      });
    }
  });

  it('reads no more words of a query than allowed', async () => {
    const asked = (count: number) => answerOf({ query: `{ ${repeat(count, () => '__typename')} }` });
    expect((await asked(15)).errors).toBeUndefined();
    expect(await asked(500)).toMatchObject({ status: 400, errors: [{ extensions: { code: 'GRAPHQL_PARSE_FAILED' } }] });
  });

  it('holds subscriptions to the limits of queries', async () => {
    const progress = (selection: string) =>
      `subscription ($id: UUID!) { matchRequestProgress(id: $id) { ${selection} } }`;
    const variables = { id: randomUUID() };
    const refusalOf = async (selection: string) =>
      ((await subscribe(progress(selection), variables, authorization)) as { message: string }[])[0]!.message;

    expect(await refusalOf('id')).toContain('Your roles do not allow this');
    expect(await refusalOf(repeat(11, (i) => `a${i}: id`))).toContain('aliases of at most 10');
    expect(await refusalOf(repeat(6, () => 'id @include(if: true)'))).toContain('directives of at most 5');
    expect(await refusalOf('triples(first: 51) { nodes { rank } }')).toContain('1 to 50');
    const lines = repeat(20, () => 'score');
    expect(await refusalOf(`triples(first: 50) { nodes { ${lines} } }`)).toContain('a cost, lists');
    const members = 'openNeeds { couldCover { company { nameEn } } }';
    expect(await refusalOf(`triples(first: 1) { nodes { ${members} } }`)).toContain('a depth of at most 6');
    expect(await refusalOf(repeat(500, () => 'id'))).toContain('500 tokens');
  });

  it('shows neither the schema nor what a wrong name may have meant, where introspection is off', async () => {
    const introspection = await answerOf({
      query: '{ __schema { types { name } } }',
    });
    expect(introspection.errors).toMatchObject([{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }]);
    const query = JSON.stringify(await answerOf({ query: '{ forms { nodes { id } } }' }));
    const subscription = JSON.stringify(await subscribe('subscription { unreadNotificationCounts }'));
    for (const text of [query, subscription]) {
      expect(text).toContain('Cannot query field');
      expect(text).not.toContain('Did you mean');
    }
    expect((await fetch(`${api.url}/graphiql`, { headers: { 'x-forwarded-for': newAddress() } })).status).toBe(404);
  });

  it('runs one operation per request', async () => {
    const response = await fetch(`${api.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': newAddress() },
      body: JSON.stringify([{ query: '{ __typename }' }, { query: '{ __typename }' }]),
    });
    expect(response.status).toBe(400);
  });

  it('takes a query by its hash once it has seen it, where that is switched on', async () => {
    const query = '{ persisted: __typename }';
    const sha256Hash = createHash('sha256').update(query).digest('hex');
    const ask = async (body: object): Promise<unknown> => {
      const extensions = { persistedQuery: { version: 1, sha256Hash } };
      const response = await fetch(`${api.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-forwarded-for': newAddress() },
        body: JSON.stringify({ ...body, extensions }),
      });
      return response.json();
    };
    expect(await ask({})).toMatchObject({ errors: [{ extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }] });
    expect(await ask({ query })).toEqual({ data: { persisted: 'Query' } });
    expect(await ask({})).toEqual({ data: { persisted: 'Query' } });
  });

  it('lets pages of allowed origins read answers, and no others', async () => {
    const allowedFor = async (origin: string, method: 'OPTIONS' | 'POST') => {
      const { headers } = await fetch(`${api.url}/graphql`, {
        method,
        headers: {
          origin,
          'content-type': 'application/json',
          'access-control-request-method': 'POST',
          'x-forwarded-for': newAddress(),
        },
        body: method === 'POST' ? '{"query":"{ __typename }"}' : null,
      });
      return [headers.get('access-control-allow-origin'), headers.get('access-control-allow-credentials')];
    };
    for (const method of ['OPTIONS', 'POST'] as const) {
      expect(await allowedFor('https://console.example', method)).toEqual(['https://console.example', null]);
      expect(await allowedFor('https://console.example.evil.example', method)).toEqual([null, null]);
      expect(await allowedFor('null', method)).toEqual([null, null]);
    }
  });

  it('refuses a body past the limit, and an upload past its own', async () => {
    const tooLong = await post({ query: '{ __typename }', variables: { padding: 'x'.repeat(16_384) } });
    expect(tooLong.status).toBe(413);
    const upload = (byteCount: number) =>
      fetch(`${api.url}/uploads`, {
        method: 'POST',
        headers: { 'content-type': 'text/csv', authorization, 'x-forwarded-for': newAddress() },
        body: 'x'.repeat(byteCount),
      });
    expect((await upload(1_024)).status).toBe(201);
    expect((await upload(1_025)).status).toBe(413);
  });

  describe('of rates', () => {
    const ping = (address: string, as?: string) => post({ query: '{ __typename }', address, as });

    it('lets a burst of an address through, then says when to come again, and lets others be', async () => {
      const address = newAddress();
      const statuses = (await Promise.all(Array.from({ length: 25 }, () => ping(address)))).map(({ status }) => status);
      expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(20);
      const refused = await ping(address);
      expect([refused.status, Number(refused.headers.get('retry-after'))]).toEqual([429, expect.any(Number)]);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
      expect(await refused.json()).toMatchObject({
        errors: [{ extensions: { code: 'RATE_LIMITED', requestId: refused.headers.get('x-request-id') } }],
      });
      expect((await ping(newAddress())).status).toBe(200);
      // The same limit counts for REST, for pages and for opening a WebSocket; probes of health are let through.
      const rest = await fetch(`${api.url}/imports/template.csv`, { headers: { 'x-forwarded-for': address } });
      expect([rest.status, await rest.json()]).toMatchObject([429, { code: 'RATE_LIMITED' }]);
      const page = await fetch(`${api.url}/account/confirm-email`, { headers: { 'x-forwarded-for': address } });
      expect(page.status).toBe(429);
      await expect(RawSubscriber.open(api.url, { 'x-forwarded-for': address })).rejects.toThrow('429');
      expect((await fetch(`${api.url}/health/live`, { headers: { 'x-forwarded-for': address } })).status).toBe(200);
    });

    it('counts an account from all its addresses together, and each field of the root', async () => {
      const as = await newcomer();
      const four = '{ a: __typename b: __typename c: __typename d: __typename }';
      expect((await post({ query: four, as })).status).toBe(200);
      const refused = await answerOf({ query: four, as });
      expect(refused).toMatchObject({
        status: 429,
        errors: [{ extensions: { code: 'RATE_LIMITED', retryAfterSeconds: expect.any(Number) } }],
      });
      expect(refused.data).toBeUndefined();
      expect((await post({ query: four, as: await newcomer() })).status).toBe(200);
    });

    it('counts an account over HTTP, REST and WebSocket together', async () => {
      const busy = await api.authorizationOf(await insertAccount(api.dataSource, { isAdministrator: true }));
      const six = `{ ${repeat(6, (i) => `a${i}: __typename`)} }`;
      expect((await post({ query: six, as: busy })).status).toBe(200);
      expect(await subscribe('subscription { unreadNotificationCount }', {}, busy)).toMatchObject([
        { extensions: { code: 'RATE_LIMITED', retryAfterSeconds: expect.any(Number) } },
      ]);
      const rest = await fetch(`${api.url}/uploads`, {
        method: 'POST',
        headers: { 'content-type': 'text/csv', authorization: busy, 'x-forwarded-for': newAddress() },
        body: 'a',
      });
      expect([rest.status, rest.headers.get('retry-after')]).toEqual([429, expect.stringMatching(/^[1-9]/)]);
    });
  });
});

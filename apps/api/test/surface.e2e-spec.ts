import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { getIntrospectionQuery } from 'graphql';
import type { Account } from '#domain';
import { insertAccount } from '#testing';
import { startTestApi, type GraphqlAnswer, type TestApi } from './api-harness.js';

describe('the surface of the API', () => {
  let api: TestApi;
  let account: Account;

  beforeAll(async () => {
    api = await startTestApi();
    account = await insertAccount(api.dataSource);
  });
  afterAll(() => api.close());

  it('serves GraphiQL from its own files, under a policy that allows nothing from elsewhere', async () => {
    const page = await fetch(`${api.url}/graphiql`);
    const html = await page.text();
    expect(html).not.toMatch(/https?:\/\//);
    const policy = page.headers.get('content-security-policy')!.split(';');
    expect(policy).toEqual(expect.arrayContaining(["default-src 'none'", "script-src 'self'", "connect-src 'self'"]));
    // What the policy would not let a browser do, the page does not ask for.
    expect(html).not.toMatch(/<script(?![^>]* src=)|<style|\son\w+=|\sstyle=|javascript:/);
    const assets = [...html.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map((match) => match[1]!);
    expect(assets).toHaveLength(7);
    for (const asset of assets) {
      const { status, headers } = await fetch(api.url + asset);
      const isScript = asset.endsWith('.js');
      expect([asset, status, headers.get('content-type'), headers.get('x-content-type-options')]).toEqual([
        asset,
        200,
        expect.stringContaining(isScript ? 'javascript' : 'css'),
        'nosniff',
      ]);
    }
  });

  it('answers with a policy that lets a browser do nothing, keeps nothing, and sets no cookie', async () => {
    const answers = await Promise.all([
      fetch(`${api.url}/health/live`),
      fetch(`${api.url}/imports/template.csv`),
      fetch(`${api.url}/nowhere`),
      fetch(`${api.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: 'https://elsewhere.example' },
        body: '{"query":"{ __typename }"}',
      }),
    ]);
    for (const { headers } of answers) {
      expect(Object.fromEntries(headers)).toMatchObject({
        'content-security-policy': "default-src 'none';base-uri 'none';form-action 'none';frame-ancestors 'none'",
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'cache-control': 'no-store',
      });
      expect([headers.get('set-cookie'), headers.get('access-control-allow-origin')]).toEqual([null, null]);
    }
  });

  it('tells no page of another origin anything, and runs no form of one', async () => {
    const preflight = await fetch(`${api.url}/graphql`, {
      method: 'OPTIONS',
      headers: { origin: 'https://elsewhere.example', 'access-control-request-method': 'POST' },
    });
    expect(preflight.headers.get('access-control-allow-origin')).toBeNull();
    // What a form or an image can send without asking first.
    const query = '{ __typename }';
    const asForm = await fetch(`${api.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: query,
    });
    const asImage = await fetch(`${api.url}/graphql?query=${encodeURIComponent(query)}`);
    expect([asForm.status, asImage.status]).toEqual([400, 400]);
  });

  it('knows no persisted queries unless they are switched on', async () => {
    const response = await fetch(`${api.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } } }),
    });
    expect(await response.json()).toMatchObject({
      errors: [{ extensions: { code: 'PERSISTED_QUERY_NOT_SUPPORTED' } }],
    });
  });

  it('gives every error the id of its request, and nothing of the database, of files or of code', async () => {
    const faults = [
      { path: '/graphql', body: '{"query":"{ me { id } }"}', code: 'UNAUTHENTICATED' },
      { path: '/graphql', body: '{"query":"{ nothing }"}', code: 'GRAPHQL_VALIDATION_FAILED' },
      { path: '/graphql', body: '{"query":"{"}', code: 'GRAPHQL_PARSE_FAILED' },
      { path: '/graphql', body: '{}', code: 'BAD_REQUEST' },
      { path: '/graphql', body: '{', code: 'BAD_REQUEST' },
      { path: '/nowhere', body: '{}', code: 'BAD_REQUEST' },
      { path: '/uploads', body: '{}', code: 'UNAUTHENTICATED' },
      {
        path: '/graphql',
        body: '{"query":"{ myNotifications { nodes { id } } }"}',
        code: 'INTERNAL_ERROR',
        asSomebody: true,
      },
      { path: '/uploads', body: 'a', code: 'INTERNAL_ERROR', asSomebody: true },
    ];
    await api.asOwner('ALTER TABLE notification RENAME TO notification_away');
    await api.asOwner('ALTER TABLE upload RENAME TO upload_away');
    const administrator = await insertAccount(api.dataSource, { isAdministrator: true });
    for (const { path, body, code, asSomebody } of faults) {
      const response = await fetch(api.url + path, {
        method: 'POST',
        headers: {
          'content-type': path === '/uploads' ? 'text/csv' : 'application/json',
          ...(asSomebody ? { authorization: await api.authorizationOf(administrator) } : {}),
        },
        body,
      });
      const text = await response.text();
      const answer = JSON.parse(text) as { errors?: { extensions: object }[] };
      const facts = answer.errors?.[0]!.extensions ?? answer;
      expect([path, body, facts]).toMatchObject([
        path,
        body,
        { code, requestId: response.headers.get('x-request-id') },
      ]);
      expect(text).not.toMatch(/relation|_away|SELECT|INSERT|\.[jt]s\b|node_modules|\\n\s+at |stack/);
    }
    await api.asOwner('ALTER TABLE notification_away RENAME TO notification');
    await api.asOwner('ALTER TABLE upload_away RENAME TO upload');
  });

  it('lets GraphiQL read the whole schema, within the limits', async () => {
    const { data, errors } = await api.run(null, getIntrospectionQuery());
    expect(errors).toBeUndefined();
    expect(data?.__schema.types.length).toBeGreaterThan(50);
  });

  it('calls an id that is none, and a text that cannot be stored, faults of the input', async () => {
    const notAnId = await api.run(account, '{ matchRequest(id: "x") { id } }');
    expect(notAnId.errors).toMatchObject([{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }]);
    const SIGN_IN = 'mutation ($email: String!) { signIn(input: { email: $email, password: "x" }) { __typename } }';
    const { errors } = await api.run(null, SIGN_IN, { email: 'a\u0000@b.example' });
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', faults: [{ field: 'email' }] } }]);
  });

  it('calls more wrong values than are named faults of the input, too', async () => {
    const query = `query ($ids: [UUID!]!) {
      commonFreeSlots(forumId: "${randomUUID()}", companyIds: $ids) { __typename }
    }`;
    const { errors } = await api.run(account, query, { ids: Array.from({ length: 60 }, () => 'x') });
    expect(errors!.length).toBeGreaterThan(50);
    expect(new Set(errors!.map(({ extensions }) => extensions['code']))).toEqual(new Set(['BAD_USER_INPUT']));
  });

  it('brings every text into one form, and takes none that hides something', async () => {
    const administrator = await insertAccount(api.dataSource, { isAdministrator: true });
    const POST = `mutation ($key: String!, $name: String!, $text: String!) {
      postCompany(idempotencyKey: $key, input: { nameEn: $name, country: "BR", texts: [{ tag: "pt", text: $text }] }) {
        file { profile { nameEn texts { text } } }
      }
    }`;
    const post = (name: string, text: string, key: string = randomUUID()) =>
      api.run(administrator, POST, { key, name, text });
    expect((await post('Cea\u0301ra', 'a\u0303\r\nb')).data).toEqual({
      postCompany: { file: { profile: { nameEn: 'Ceára', texts: [{ text: 'ã\nb' }] } } },
    });
    const faultOf = async (asked: Promise<GraphqlAnswer>) => (await asked).errors?.[0]?.extensions['faults'][0].field;
    expect(await faultOf(post('a\nb', 'text'))).toBe('nameEn');
    expect(await faultOf(post('name\u202Egpj', 'text'))).toBe('nameEn');
    expect(await faultOf(post('name', 'a\x1b[31m'))).toBe('texts[0].text');
    expect(await faultOf(post('name', 'text', 'key\0key\0key'))).toBe('idempotencyKey');
    // What the parser reads of an escape in the text of a query, and not from a variable.
    const literal = POST.replace('($key: String!, $name: String!, $text: String!)', '').replace(
      '$key',
      `"${randomUUID()}"`,
    );
    expect(await faultOf(api.run(administrator, literal.replace('$name', '"a\\u0007b"').replace('$text', '"x"')))).toBe(
      'nameEn',
    );
  });

  it('tells health: alive, and ready with each dependency', async () => {
    const ready = await fetch(`${api.url}/health/ready`);
    expect(ready.status).toBe(200);
    expect(await ready.json()).toEqual({ status: 'up', dependencies: { database: 'up', queue: 'up' } });
  });

  it('carries a request id, and no header that names the framework', async () => {
    const response = await fetch(`${api.url}/health/live`);
    expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(response.headers.get('x-powered-by')).toBeNull();
  });

  it.each([
    ['that is no JSON', '\u001f{', {}, 400, 'The body is not JSON.'],
    ['in an unknown character set', '{}', { 'content-type': 'application/json; charset=utf-99' }, 415, 'character set'],
    ['in an unknown encoding', '{}', { 'content-encoding': 'x' }, 415, 'encoding'],
    ['packed as it does not say', '{}', { 'content-encoding': 'gzip' }, 400, 'The body cannot be read.'],
  ])('refuses a body %s in its own words', async (_, body, headers, status, message) => {
    const response = await fetch(`${api.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });
    expect({ status: response.status, ...((await response.json()) as object) }).toEqual({
      status,
      code: 'BAD_REQUEST',
      message: expect.stringContaining(message),
      requestId: response.headers.get('x-request-id'),
    });
  });

  it('refuses a body past the limit', async () => {
    const response = await fetch(`${api.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ me { id } }', padding: 'x'.repeat(300_000) }),
    });
    expect(response.status).toBe(413);
  });
});

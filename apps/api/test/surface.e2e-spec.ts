import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { getIntrospectionQuery } from 'graphql';
import type { Account } from '#domain';
import { insertAccount } from '#testing';
import { startTestApi, type TestApi } from './api-harness.js';

describe('the surface of the API', () => {
  let api: TestApi;
  let account: Account;

  beforeAll(async () => {
    api = await startTestApi();
    account = await insertAccount(api.dataSource);
  });
  afterAll(() => api.close());

  const upgrade = (path: string): string =>
    `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`;

  const answerTo = (text: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const socket = connect(Number(new URL(api.url).port), '127.0.0.1', () => socket.write(text));
      let answer = '';
      socket.on('data', (chunk) => (answer += chunk.toString()));
      socket.on('close', () => resolve(answer));
      socket.on('error', reject);
      setTimeout(() => socket.destroy(), 2_000).unref();
    });

  it.each(['/', '/elsewhere', '/graphqlx'])('answers 404 to a WebSocket upgrade on %s', async (path) => {
    expect(await answerTo(upgrade(path))).toMatch(/^HTTP\/1\.1 404 /);
  });

  it('survives a reset of a connection that asked for an upgrade elsewhere', async () => {
    for (let attempt = 0; attempt < 20; attempt++) {
      await new Promise<void>((resolve) => {
        const socket = connect(Number(new URL(api.url).port), '127.0.0.1', () => {
          socket.write(upgrade('/elsewhere'));
          // Once the server has taken the socket out of HTTP's hands.
          setTimeout(() => socket.resetAndDestroy(), 30);
        });
        socket.on('error', () => undefined);
        socket.on('close', () => resolve());
      });
    }
    expect((await fetch(`${api.url}/health/live`)).status).toBe(200);
  });

  it('runs no query and no mutation over WebSocket', async () => {
    const answers = api.subscribe(account, '{ me { id } }');
    await expect(answers.next()).rejects.toMatchObject([{ message: 'Only subscriptions are served over WebSocket.' }]);
  });

  it('holds subscriptions to the limits of queries', async () => {
    const withAliases = (count: number): string =>
      Array.from({ length: count }, (_, index) => `x${index}: id`).join(' ');
    const subscribe = (count: number) =>
      api
        .subscribe(account, `subscription { matchRequestProgress(id: "${randomUUID()}") { ${withAliases(count)} } }`)
        .next()
        .then(
          ({ value }) => value?.errors,
          (errors: unknown) => errors,
        );
    // Within the limits it reaches the resolver, which knows no such request.
    expect(await subscribe(5)).toMatchObject([{ message: expect.stringContaining('There is no match request') }]);
    expect(await subscribe(60)).toMatchObject([{ message: expect.stringMatching(/alias/i) }]);

    const query = await api.run(account, `{ me { ${withAliases(60)} } }`);
    expect(query.errors).toMatchObject([{ message: expect.stringMatching(/alias/i) }]);
  });

  it('serves GraphiQL from its own files, under a policy that allows nothing from elsewhere', async () => {
    const page = await fetch(`${api.url}/graphiql`);
    const html = await page.text();
    expect(html).not.toMatch(/https?:\/\//);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
    const assets = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1]!);
    expect(assets).toHaveLength(7);
    for (const asset of assets)
      expect({ asset, status: (await fetch(api.url + asset)).status }).toEqual({ asset, status: 200 });
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
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', faults: [{ field: 'text' }] } }]);
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

  it('refuses a body past the limit', async () => {
    const response = await fetch(`${api.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ me { id } }', padding: 'x'.repeat(300_000) }),
    });
    expect(response.status).toBe(413);
  });
});

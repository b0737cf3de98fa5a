import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
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
          socket.resetAndDestroy();
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

  it('refuses over WebSocket what the limits refuse over HTTP', async () => {
    const deep = `subscription { ${'a { '.repeat(20)} b ${'}'.repeat(20)} }`;
    await expect(api.subscribe(account, deep).next()).rejects.toBeDefined();
    const overHttp = await api.run(
      account,
      `{ me { ${Array.from({ length: 60 }, (_, index) => `x${index}: id`).join(' ')} } }`,
    );
    expect(overHttp.errors?.[0]?.message).toMatch(/alias/i);
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

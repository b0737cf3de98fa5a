import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Account } from '#domain';
import { insertAccount } from '#testing';
import { startTestApi, type TestApi } from './api-harness.js';
import { answerTo, RawSubscriber, upgradeText } from './raw-subscriber.js';

/** Answers at once with what there is, and stays open. */
const WATCH = 'subscription { unreadNotificationCount }';

describe('the surface over WebSocket', () => {
  let api: TestApi;
  let account: Account;
  let authorization: string;

  beforeAll(async () => {
    api = await startTestApi({
      surface: {
        TREFOIL_TRUSTED_PROXIES: '127.0.0.1',
        TREFOIL_CORS_ORIGINS: 'https://console.example',
        TREFOIL_WS_CONNECTIONS_PER_ADDRESS: '4',
        TREFOIL_WS_CONNECTIONS_PER_ACCOUNT: '2',
        TREFOIL_WS_SUBSCRIPTIONS: '3',
        TREFOIL_WS_IDLE_SECONDS: '1',
        TREFOIL_WS_MESSAGE_BYTES: '4096',
      },
    });
    account = await insertAccount(api.dataSource, { isAdministrator: true });
    authorization = await api.authorizationOf(account);
  });
  afterAll(() => api.close());

  let nextAddress = 0;
  /** As from an address of its own, so that tests share no seats. */
  const fromElsewhere = () => ({ 'x-forwarded-for': `198.51.100.${++nextAddress}` });
  const isAlive = async (): Promise<boolean> => (await fetch(`${api.url}/health/live`)).ok;

  it.each(['/', '/elsewhere', '/graphqlx', '//', '/\\', '*'])('answers 404 to an upgrade on %s', async (path) => {
    expect(await answerTo(api.url, upgradeText(path))).toMatch(/^HTTP\/1\.1 (404|400) /);
    expect(await isAlive()).toBe(true);
  });

  it('opens an upgrade on its own path, with an id that is found in the log', async () => {
    const answer = await answerTo(api.url, upgradeText('/graphql', ['Sec-WebSocket-Protocol: graphql-transport-ws']));
    expect(answer).toMatch(/^HTTP\/1\.1 101 /);
    expect(answer).toMatch(/x-request-id: [0-9a-f-]{36}\r\n/);
  });

  it.each(['/elsewhere', '/graphql'])(
    'survives resets of connections that asked for an upgrade on %s',
    async (path) => {
      for (let attempt = 0; attempt < 10; attempt++) {
        await new Promise<void>((resolve) => {
          const socket = connect(Number(new URL(api.url).port), '127.0.0.1', () => {
            socket.write(upgradeText(path, [`X-Forwarded-For: ${fromElsewhere()['x-forwarded-for']}`]));
            // Once the server has taken the socket out of HTTP's hands.
            setTimeout(() => socket.resetAndDestroy(), 20);
          });
          socket.on('error', () => undefined);
          socket.on('close', () => resolve());
        });
      }
      expect(await isAlive()).toBe(true);
    },
  );

  it('opens for pages of its own and of allowed origins, and for no others', async () => {
    const statusFor = async (origin: string): Promise<string> =>
      /^HTTP\/1\.1 (\d+)/.exec(await answerTo(api.url, upgradeText('/graphql', [`Origin: ${origin}`])))![1]!;
    expect(await statusFor('http://localhost')).toBe('101');
    expect(await statusFor('https://console.example')).toBe('101');
    expect(await statusFor('https://evil.example')).toBe('403');
    expect(await statusFor('null')).toBe('403');
  });

  it('seats as many connections of one address as allowed, and another when one has left', async () => {
    const headers = fromElsewhere();
    const seated = await Promise.all([1, 2, 3, 4].map(() => RawSubscriber.open(api.url, headers)));
    await expect(RawSubscriber.open(api.url, headers)).rejects.toThrow('429');
    // Others are not concerned, and what a client claims beyond the proxy's word does not make it another.
    await (await RawSubscriber.open(api.url, fromElsewhere())).close();
    const claimed = { 'x-forwarded-for': `203.0.113.1, ${headers['x-forwarded-for']}` };
    await expect(RawSubscriber.open(api.url, claimed)).rejects.toThrow('429');
    await seated.pop()!.close();
    seated.push(await RawSubscriber.open(api.url, headers));
    await Promise.all(seated.map((one) => one.close()));
  });

  it('seats as many connections of one account as allowed, from wherever', async () => {
    const seated = [
      await RawSubscriber.acknowledged(api.url, authorization, fromElsewhere()),
      await RawSubscriber.acknowledged(api.url, authorization, fromElsewhere()),
    ];
    const third = await RawSubscriber.open(api.url, fromElsewhere());
    third.send({ type: 'connection_init', payload: { authorization } });
    expect(await third.closed).toEqual({ code: 1008, reason: 'Too many connections of this account' });

    const other = await api.authorizationOf(await insertAccount(api.dataSource));
    seated.push(await RawSubscriber.acknowledged(api.url, other, fromElsewhere()));
    await seated.shift()!.close();
    seated.push(await RawSubscriber.acknowledged(api.url, authorization, fromElsewhere()));
    await Promise.all(seated.map((one) => one.close()));
  });

  it('holds as many subscriptions of one connection as allowed', async () => {
    const subscriber = await RawSubscriber.acknowledged(api.url, authorization, fromElsewhere());
    for (const id of ['1', '2', '3', '4']) subscriber.subscribe(id, WATCH);
    const answers = [1, 2, 3, 4].map(() => subscriber.next());
    const byId = (await Promise.all(answers)).sort((one, other) => one.id!.localeCompare(other.id!));
    expect(byId.map(({ type }) => type)).toEqual(['next', 'next', 'next', 'error']);
    expect(byId[3]).toMatchObject({
      payload: [{ message: 'One connection holds at most 3 subscriptions.', extensions: { code: 'BAD_USER_INPUT' } }],
    });
    await subscriber.close();
  });

  it('closes a connection without a subscription after a while, also one that keeps pinging, and no other', async () => {
    const watching = await RawSubscriber.acknowledged(api.url, authorization, fromElsewhere());
    watching.subscribe('1', WATCH);
    const idle = await RawSubscriber.acknowledged(api.url, undefined, fromElsewhere());
    const pinging = setInterval(() => idle.socket.readyState === 1 && idle.send({ type: 'ping' }), 100);
    expect(await idle.closed).toEqual({ code: 1000, reason: 'Idle' });
    clearInterval(pinging);
    expect(watching.socket.readyState).toBe(watching.socket.OPEN);
    await watching.close();
  });

  it('closes a connection that sends too long a message, or too many', async () => {
    const long = await RawSubscriber.acknowledged(api.url, undefined, fromElsewhere());
    long.send({ type: 'ping', payload: { padding: 'x'.repeat(4_096) } });
    expect((await long.closed).code).toBe(1009);

    const many = await RawSubscriber.acknowledged(api.url, undefined, fromElsewhere());
    for (let i = 0; i < 400; i++) many.send({ type: 'pong' });
    expect(await many.closed).toEqual({ code: 1008, reason: 'Too many messages' });
    expect(await isAlive()).toBe(true);
  });

  it.each(['no JSON', '{"type":"connection_init","payload":[]}', '{}', '{"type":"subscribe","id":"__proto__"}'])(
    'closes a connection that sends %s, or lets it be, and lives on',
    async (text) => {
      const subscriber = await RawSubscriber.open(api.url, fromElsewhere());
      subscriber.socket.send(text);
      await Promise.race([subscriber.closed, subscriber.next()]);
      subscriber.socket.terminate();
      expect(await isAlive()).toBe(true);
    },
  );

  it.each(['connection_ack', 'next', 'error'])(
    'closes a connection that says %s, which only servers say',
    async (type) => {
      const subscriber = await RawSubscriber.open(api.url, fromElsewhere());
      subscriber.send({ type, id: '1', payload: type === 'error' ? [] : { data: {} } });
      expect(await subscriber.closed).toEqual({ code: 4400, reason: 'Only servers send this' });
    },
  );

  it('runs no query and no mutation', async () => {
    const answers = api.subscribe(account, '{ me { id } }');
    await expect(answers.next()).rejects.toMatchObject([
      { message: 'Only subscriptions are served over WebSocket.', extensions: { code: 'BAD_USER_INPUT' } },
    ]);
  });

  it.each([
    'subscription { unreadNotificationCount @skip(if: true) }',
    'subscription ($no: Boolean = false) { ... @include(if: $no) { unreadNotificationCount } }',
    'subscription { ...F } fragment F on Subscription { ...F ...G unreadNotificationCount @include(if: false) }',
  ])('refuses %s, which leaves nothing to subscribe to', async (query) => {
    const subscriber = await RawSubscriber.acknowledged(api.url, authorization, fromElsewhere());
    subscriber.subscribe('1', query);
    const { type, payload } = await subscriber.next();
    expect({ type, payload }).toMatchObject({
      type: 'error',
      payload: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }],
    });
    subscriber.subscribe('2', 'subscription { unreadNotificationCount }');
    expect(await subscriber.next()).toMatchObject({ type: 'next', id: '2' });
    await subscriber.close();

    const overHttp = await api.runWith(
      null,
      `query Q { __typename } ${query.replace('subscription', 'subscription S')}`,
    );
    expect(overHttp.errors).toMatchObject([{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }]);
  });

  it('tells errors as over HTTP: with code and id, and nothing of the database', async () => {
    const refused = await RawSubscriber.acknowledged(api.url, authorization, fromElsewhere());
    const query = 'subscription ($id: UUID!) { companyImportProgress(id: $id) { id } }';
    const codeOf = async (): Promise<unknown> => {
      const { type, payload } = (await refused.next()) as { type: string; payload: { errors?: unknown[] } };
      if (type === 'complete') return codeOf();
      const [error] = (type === 'error' ? payload : payload.errors) as { extensions: Record<string, unknown> }[];
      expect(error!.extensions['requestId']).toMatch(/^[0-9a-f-]{36}$/);
      expect(JSON.stringify(error)).not.toMatch(/relation|SELECT|\.[jt]s\b|node_modules|stack/);
      return error!.extensions['code'];
    };
    refused.subscribe('1', query, { id: randomUUID() });
    expect(await codeOf()).toBe('NOT_FOUND');
    refused.subscribe('2', query, { id: 'x' });
    expect(await codeOf()).toBe('BAD_USER_INPUT');
    refused.subscribe('3', 'subscription { nothing }');
    expect(await codeOf()).toBe('GRAPHQL_VALIDATION_FAILED');
    refused.subscribe('4', 'subscription {');
    expect(await codeOf()).toBe('GRAPHQL_PARSE_FAILED');

    await api.asOwner('ALTER TABLE company_import RENAME TO company_import_away');
    refused.subscribe('5', query, { id: randomUUID() });
    expect(await codeOf()).toBe('INTERNAL_ERROR');
    await api.asOwner('ALTER TABLE company_import_away RENAME TO company_import');
    await refused.close();
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { inTransaction, NotificationsService, type Account } from '#domain';
import { insertAccount } from '#testing';
import { startTestApi, type TestApi } from './api-harness.js';

const LIST = `query ($unreadOnly: Boolean! = false, $after: String) {
  myNotifications(first: 1, unreadOnly: $unreadOnly, after: $after) {
    nodes { id kind text readAt }
    pageInfo { hasNextPage endCursor }
  }
}`;
const MARK = 'mutation ($id: UUID!) { markNotificationRead(id: $id) { id readAt } }';

describe('notifications', () => {
  let api: TestApi;
  let account: Account;
  let stranger: Account;

  beforeAll(async () => {
    api = await startTestApi();
    account = await insertAccount(api.dataSource);
    stranger = await insertAccount(api.dataSource);
  });
  afterAll(() => api.close());

  const tell = (forumName: string) =>
    inTransaction(api.dataSource, (tx) =>
      api.get(NotificationsService).tell(tx, [account.id], {
        kind: 'forum.advanced',
        parameters: { forumName, state: 'matching' },
        forumId: null,
      }),
    );

  it('count up as they come, and down as they are read', async () => {
    const counts = api.subscribe(account, 'subscription { unreadNotificationCount }');
    const next = async () => (await counts.next()).value?.data?.unreadNotificationCount as number;
    expect(await next()).toBe(0);
    await tell('Nairobi');
    expect(await next()).toBe(1);

    const { myNotifications } = await api.ask(account, LIST);
    expect(myNotifications.nodes[0]).toMatchObject({ kind: 'forum.advanced', readAt: null });
    expect(myNotifications.nodes[0].text).toContain('Nairobi');
    await api.ask(account, MARK, { id: myNotifications.nodes[0].id });
    expect(await next()).toBe(0);
    await counts.return?.();
  });

  it('come newest first, page by page', async () => {
    await tell('Lagos');
    const first = (await api.ask(account, LIST)).myNotifications;
    expect(first.nodes[0].text).toContain('Lagos');
    expect(first.pageInfo.hasNextPage).toBe(true);
    const second = (await api.ask(account, LIST, { after: first.pageInfo.endCursor })).myNotifications;
    expect(second.nodes[0].text).toContain('Nairobi');
    expect(second.pageInfo.hasNextPage).toBe(false);
    const unread = (await api.ask(account, LIST, { unreadOnly: true })).myNotifications;
    expect(unread.nodes[0].text).toContain('Lagos');
    expect(unread.pageInfo.hasNextPage).toBe(false);
  });

  it('refuse a cursor of another list', async () => {
    for (const after of ['x', Buffer.from('["yesterday","x"]').toString('base64url')]) {
      const { errors } = await api.run(account, LIST, { after });
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', faults: [{ field: 'after' }] });
    }
  });

  it('are mine alone', async () => {
    const { myNotifications } = await api.ask(account, LIST);
    expect(myNotifications.nodes).toHaveLength(1);
    expect((await api.ask(stranger, LIST)).myNotifications.nodes).toEqual([]);
    expect(await api.codeOf(stranger, MARK, { id: myNotifications.nodes[0].id })).toBe('NOT_FOUND');
  });
});

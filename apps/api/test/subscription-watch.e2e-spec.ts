import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EntityManager } from 'typeorm';
import {
  CompanyMembership,
  CompanyMembersService,
  inTransaction,
  NotificationsService,
  SignInsService,
  type Account,
} from '#domain';
import { insertAccount, insertCompany, joinCompany } from '#testing';
import { startTestApi, type TestApi } from './api-harness.js';

describe('an open subscription', () => {
  let api: TestApi;

  beforeAll(async () => {
    api = await startTestApi();
  });
  afterAll(() => api.close());

  const COUNT = 'subscription { unreadNotificationCount }';

  it('ends with the membership of whoever subscribed, before anything else is sent', async () => {
    const [owner, member] = [await insertAccount(api.dataSource), await insertAccount(api.dataSource)];
    const company = await insertCompany(api.dataSource);
    await joinCompany(api.dataSource, owner, company);
    await joinCompany(api.dataSource, member, company, 'member');
    const messages = api.subscribe(member, COUNT);
    expect(await messages.next()).toMatchObject({ value: { data: { unreadNotificationCount: 0 } } });

    const actor = (await api.get(SignInsService).findActor(owner.id, null))!;
    await api.get(CompanyMembersService).remove(actor, company.id, member.id);
    expect(await api.dataSource.getRepository(CompanyMembership).countBy({ accountId: member.id })).toBe(0);
    await tell(member);
    expect(await messages.next()).toEqual({ done: true, value: undefined });
  });

  it('goes on for whoever keeps what it had', async () => {
    const account = await insertAccount(api.dataSource);
    const messages = api.subscribe(account, COUNT);
    expect(await messages.next()).toMatchObject({ value: { data: { unreadNotificationCount: 0 } } });
    await tell(account);
    expect(await messages.next()).toMatchObject({ value: { data: { unreadNotificationCount: 1 } } });
  });

  it('ends with the account', async () => {
    const account = await insertAccount(api.dataSource);
    const messages = api.subscribe(account, COUNT);
    expect(await messages.next()).toMatchObject({ value: { data: { unreadNotificationCount: 0 } } });
    await tell(account, async (tx) => {
      await tx.query('DELETE FROM account WHERE id = $1', [account.id]);
    });
    expect(await messages.next()).toEqual({ done: true, value: undefined });
  });

  /** Tells a person something, and then does more in the same transaction. */
  async function tell(
    account: Account,
    then: (tx: EntityManager) => Promise<void> = () => Promise.resolve(),
  ): Promise<void> {
    await inTransaction(api.dataSource, async (tx) => {
      const parameters = { forumName: 'A forum', role: 'assistant' };
      await api
        .get(NotificationsService)
        .tell(tx, [account.id], { kind: 'forum.staff-set', parameters, forumId: null });
      await then(tx);
    });
  }
});

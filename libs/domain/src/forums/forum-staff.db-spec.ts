import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Signals } from '#jobs';
import {
  actorOf,
  createTestDatabase,
  insertAccount,
  insertForum,
  joinForum,
  openTestSignals,
  testAudit,
  type TestDatabase,
} from '#testing';
import type { Account } from '../accounts/account.entity.js';
import type { Actor } from '../accounts/actor.js';
import { NotAllowed, NotFound } from '../domain-error.js';
import { NotificationsService } from '../notifications/notifications.service.js';
import { ForumStaffService } from './forum-staff.service.js';
import type { Forum } from './forum.entity.js';
import { LastOrganizer } from './forum.refusals.js';

describe('the staff of a forum', () => {
  let database: TestDatabase;
  let signals: Signals;
  let staff: ForumStaffService;
  let forum: Forum;
  let account: Account;
  let organizer: Actor;

  beforeAll(async () => {
    database = await createTestDatabase();
    signals = openTestSignals(database);
    const { dataSource } = database;
    staff = new ForumStaffService(dataSource, testAudit, new NotificationsService(dataSource, signals));
  });
  afterAll(async () => {
    await signals.close();
    await database.close();
  });
  beforeEach(async () => {
    const { dataSource } = database;
    forum = await insertForum(dataSource, { state: 'registration' });
    account = await insertAccount(dataSource);
    await joinForum(dataSource, account, forum);
    organizer = actorOf(account, { forums: [[forum, 'organizer']] });
  });

  it('changes the roles of its staff, tells them, dismisses them, and keeps one organizer', async () => {
    const helper = await insertAccount(database.dataSource);
    await joinForum(database.dataSource, helper, forum, 'assistant');
    const asAssistant = actorOf(helper, { forums: [[forum, 'assistant']] });
    expect((await staff.listStaff(asAssistant, forum.id)).map(({ role }) => role)).toEqual(['organizer', 'assistant']);

    expect(await staff.removeStaff(organizer, forum.id, account.id)).toStrictEqual(new LastOrganizer());
    expect(await staff.setStaff(organizer, forum.id, account.id, 'assistant')).toStrictEqual(new LastOrganizer());
    expect(await staff.setStaff(organizer, forum.id, helper.id, 'organizer')).toMatchObject({ role: 'organizer' });
    const told = await database.dataSource.query('select kind from notification where account_id = $1', [helper.id]);
    expect(told).toEqual([{ kind: 'forum.staff-set' }]);
    expect(await staff.removeStaff(organizer, forum.id, account.id)).toMatchObject({ role: 'organizer' });
    await expect(staff.setStaff(asAssistant, forum.id, helper.id, 'assistant')).rejects.toThrow(NotAllowed);
  });

  it('gives nobody a role who is not of its staff, and answers as for an account that does not exist', async () => {
    const outsider = await insertAccount(database.dataSource);
    const before = await staff.listStaff(organizer, forum.id);
    for (const role of ['organizer', 'assistant'] as const) {
      for (const accountId of [outsider.id, randomUUID()])
        await expect(staff.setStaff(organizer, forum.id, accountId, role)).rejects.toThrow(
          new NotFound('member of the staff', accountId),
        );
    }
    expect(await staff.listStaff(organizer, forum.id)).toEqual(before);
  });

  it('shows staff to staff alone', async () => {
    const stranger = actorOf(await insertAccount(database.dataSource));
    await expect(staff.listStaff(stranger, forum.id)).rejects.toThrow(NotAllowed);
    const other = await insertForum(database.dataSource);
    await joinForum(database.dataSource, account, other);
    const ofOther = actorOf(account, { forums: [[other, 'organizer']] });
    await expect(staff.listStaff(ofOther, forum.id)).rejects.toThrow(NotAllowed);
  });
});

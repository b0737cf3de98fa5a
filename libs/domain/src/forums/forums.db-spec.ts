import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { defaultWeights } from '#matching';
import type { Signals } from '#jobs';
import {
  actorOf,
  countRows,
  createTestDatabase,
  insertAccount,
  insertForum,
  openTestSignals,
  type TestDatabase,
  testAudit,
} from '#testing';
import type { Account } from '../accounts/account.entity.js';
import type { Actor } from '../accounts/actor.js';
import { BadInput, NotAllowed, NotFound } from '../domain-error.js';
import { NotificationsService } from '../notifications/notifications.service.js';
import { EditConflict, WrongState } from '../refusal.js';
import { ForumProgrammeService } from './forum-programme.service.js';
import { ForumStaffService } from './forum-staff.service.js';
import { Forum } from './forum.entity.js';
import { AccountUnknown, LabelTaken, PublishedBySchedule, SessionsOverlap } from './forum.refusals.js';
import { ForumsService, type ForumTemplate } from './forums.service.js';
import { inTransaction } from '../transaction.js';

const makeTemplate = (given: Partial<ForumTemplate> = {}): ForumTemplate => ({
  nameEn: 'Third markets',
  nameZh: '第三方市场',
  theme: 'Energy',
  place: 'Nairobi',
  timeZone: 'Africa/Nairobi',
  days: ['2027-05-10', '2027-05-11'],
  subForums: [{ key: 'energy', nameEn: 'Energy', theme: 'Power plants' }],
  sessions: [
    { name: 'Morning', from: '09:00', to: '12:00', slotMinutes: 25, breakMinutes: 5 },
    { name: 'Energy', from: '09:00', to: '10:00', slotMinutes: 25, breakMinutes: 5, subForumKey: 'energy' },
  ],
  tables: [
    { label: 'A', count: 10, place: 'room', room: 'Hall A', seats: 3, subForumKey: 'energy' },
    { label: 'Online', place: 'online', link: 'https://meet.example/1', seats: 2 },
  ],
  bookingRules: {
    opensAt: new Date('2027-01-01T00:00Z'),
    closesAt: new Date('2027-05-09T00:00Z'),
    requestExpiryHours: 72,
    dailyMaximum: 8,
  },
  ...given,
});

describe('forums', () => {
  let database: TestDatabase;
  let signals: Signals;
  let forums: ForumsService;
  let programme: ForumProgrammeService;
  let staff: ForumStaffService;
  let account: Account;
  let stranger: Actor;

  beforeAll(async () => {
    database = await createTestDatabase();
    signals = openTestSignals(database);
    const { dataSource } = database;
    const audit = testAudit;
    const notifications = new NotificationsService(dataSource, signals);
    forums = new ForumsService(dataSource, audit, notifications);
    programme = new ForumProgrammeService(dataSource, audit);
    staff = new ForumStaffService(dataSource, audit, notifications);
    account = await insertAccount(dataSource);
    stranger = actorOf(await insertAccount(dataSource));
  });
  afterAll(async () => {
    await signals.close();
    await database.close();
  });

  let keys = 0;
  const nextKey = () => `forums-spec-${++keys}`;
  const ours = ['forum', 'forum_membership', 'sub_forum', 'session', 'slot', 'forum_table', 'audit_entry'];
  const countOurs = () => countRows(database.dataSource, ours);
  const createForum = async (given: Partial<ForumTemplate> = {}) => {
    const forum = (await forums.createForum(actorOf(account), makeTemplate(given), nextKey())) as Forum;
    return { forum, organizer: actorOf(account, { forums: [[forum, 'organizer']] }) };
  };

  it('makes a forum with its whole programme in one operation, once per key', async () => {
    const before = await countOurs();
    const key = nextKey();
    const made = (await forums.createForum(actorOf(account), makeTemplate(), key)) as Forum;
    const again = (await forums.createForum(actorOf(account), makeTemplate(), key)) as Forum;
    expect(again.id).toBe(made.id);
    expect(again).toMatchObject({ state: 'draft', days: ['2027-05-10', '2027-05-11'], weights: defaultWeights });

    const after = await countOurs();
    const added = Object.fromEntries(Object.entries(after).map(([table, count]) => [table, count - before[table]!]));
    expect(added).toStrictEqual({
      forum: 1,
      forum_membership: 1,
      sub_forum: 1,
      session: 4,
      slot: 16,
      forum_table: 11,
      audit_entry: 1,
    });

    const read = await programme.readProgramme(actorOf(account, { forums: [[made, 'organizer']] }), made.id);
    expect(read.sessions.map(({ name, slots }) => [name, slots.length])).toEqual([
      ['Energy', 2],
      ['Morning', 6],
      ['Energy', 2],
      ['Morning', 6],
    ]);
    expect(read.sessions[0]!.slots[1]).toMatchObject({
      date: '2027-05-10',
      localStart: '09:30',
      timeZone: 'Africa/Nairobi',
      startsAt: new Date('2027-05-10T06:30Z'),
    });
    expect(read.tables.map(({ label }) => label).slice(0, 3)).toEqual(['A1', 'A2', 'A3']);
    expect(read.tables.at(-1)!.link).toBe('https://meet.example/1');
  });

  it('writes nothing when a field of the template is at fault', async () => {
    const before = await countOurs();
    const template = makeTemplate({ nameEn: '', days: ['2027-05-11', '2027-05-10'] });
    const fault = await forums.createForum(actorOf(account), template, nextKey()).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(BadInput);
    expect((fault as BadInput).parameters.faults.map(({ field }) => field)).toEqual(['nameEn', 'days[1]']);
    expect(await countOurs()).toStrictEqual(before);
  });

  it('lets only an administrator name another organizer', async () => {
    const administrator = actorOf(await insertAccount(database.dataSource, { isAdministrator: true }));
    const template = makeTemplate({ organizerEmail: account.email.toUpperCase() });
    await expect(forums.createForum(stranger, template, nextKey())).rejects.toThrow(NotAllowed);

    const forum = (await forums.createForum(administrator, template, nextKey())) as Forum;
    const members = await staff.listStaff(actorOf(account, { forums: [[forum, 'organizer']] }), forum.id);
    expect(members.map((member) => [member.account.id, member.role])).toEqual([[account.id, 'organizer']]);

    const nobody = makeTemplate({ organizerEmail: 'nobody@test.example' });
    const refusal = await forums.createForum(administrator, nobody, nextKey());
    expect(refusal).toStrictEqual(new AccountUnknown());
  });

  it('hides a draft from whoever is not its staff, and shows it from registration on, without links', async () => {
    const { forum, organizer } = await createForum();
    await expect(forums.findForum(stranger, forum.id)).rejects.toThrow(NotFound);
    await expect(programme.readProgramme(stranger, forum.id)).rejects.toThrow(NotFound);
    expect(await forums.listForums(stranger, 100)).not.toContainEqual(expect.objectContaining({ id: forum.id }));
    expect(await forums.listForums(organizer, 100)).toContainEqual(expect.objectContaining({ id: forum.id }));

    await forums.advanceForum(organizer, forum.id, 'registration', forum.version);
    expect((await forums.findForum(stranger, forum.id)).id).toBe(forum.id);
    expect(await forums.listForums(stranger, 100)).toContainEqual(expect.objectContaining({ id: forum.id }));
    const { tables } = await programme.readProgramme(stranger, forum.id);
    expect(tables.map(({ link }) => link)).toEqual(Array(11).fill(null));
  });

  it('pages through forums, each once', async () => {
    const administrator = actorOf(await insertAccount(database.dataSource, { isAdministrator: true }));
    await Promise.all([createForum(), createForum(), createForum()]);
    const all = await forums.listForums(administrator, 100);
    const paged: string[] = [];
    for (let last: Forum | undefined; ;) {
      const page = await forums.listForums(administrator, 2, last);
      if (page.length === 0) break;
      paged.push(...page.map(({ id }) => id));
      last = page.at(-1);
    }
    expect(paged).toEqual(all.map(({ id }) => id));
  });

  it('lets nobody but its organizers change it', async () => {
    const { forum, organizer } = await createForum();
    const open = (await forums.advanceForum(organizer, forum.id, 'registration', forum.version)) as Forum;
    const other = await insertForum(database.dataSource);
    const outsiders = [
      stranger,
      actorOf(account, { forums: [[other, 'organizer']] }),
      actorOf(account, { forums: [[forum, 'assistant']] }),
    ];
    const before = await countOurs();
    for (const actor of outsiders) {
      const { version } = open;
      const table = { label: 'B1', place: 'room', room: 'B', seats: 2 } as const;
      await expect(forums.advanceForum(actor, forum.id, 'matching', version)).rejects.toThrow(NotAllowed);
      await expect(forums.editForum(actor, forum.id, makeTemplate(), version)).rejects.toThrow(NotAllowed);
      await expect(forums.setForumWeights(actor, forum.id, defaultWeights, version)).rejects.toThrow(NotAllowed);
      await expect(programme.addTable(actor, forum.id, table, nextKey())).rejects.toThrow(NotAllowed);
      await expect(staff.setStaff(actor, forum.id, account.id, 'organizer')).rejects.toThrow(NotAllowed);
      await expect(staff.removeStaff(actor, forum.id, account.id)).rejects.toThrow(NotAllowed);
    }
    expect(await countOurs()).toStrictEqual(before);
  });

  it('moves forward only, refuses a stale version, and leaves publishing to a schedule', async () => {
    const { forum, organizer } = await createForum();
    const advance = (to: Forum['state'], version: number) => forums.advanceForum(organizer, forum.id, to, version);
    expect(await advance('registration', forum.version + 1)).toStrictEqual(
      new EditConflict(forum.version + 1, forum.version),
    );
    expect(await advance('matching', forum.version)).toStrictEqual(new WrongState('draft', ['registration']));
    let version = forum.version;
    for (const to of ['registration', 'matching', 'scheduling'] as const) {
      const moved = (await advance(to, version)) as Forum;
      expect(moved.state).toBe(to);
      version = moved.version;
    }
    expect(await advance('published', version)).toStrictEqual(new PublishedBySchedule());

    const published = await inTransaction(database.dataSource, async (tx) => {
      const locked = await tx.findOneOrFail(Forum, { where: { id: forum.id }, lock: { mode: 'pessimistic_write' } });
      return forums.publishWithin(tx, organizer, locked);
    });
    expect(published).toMatchObject({ state: 'published' });
  });

  it('edits details and rules, not zone and days', async () => {
    const { forum, organizer } = await createForum();
    const details = { ...makeTemplate(), nameEn: 'Renamed', bannerEn: 'Assumed', bannerZh: '假设' };
    const edited = await forums.editForum(organizer, forum.id, details, forum.version);
    expect(edited).toMatchObject({ nameEn: 'Renamed', bannerZh: '假设', days: forum.days, version: forum.version + 1 });
    const stale = await forums.editForum(organizer, forum.id, details, forum.version);
    expect(stale).toStrictEqual(new EditConflict(forum.version, forum.version + 1));
  });

  it('gives each set of weights a name of its own, and refuses those that do not add up', async () => {
    const { forum, organizer } = await createForum();
    const weights = { ...defaultWeights, score: { coverage: 0.5, reciprocity: 0.3, fit: 0.2 } };
    const first = (await forums.setForumWeights(organizer, forum.id, weights, forum.version)) as Forum;
    expect(first.weights.score).toStrictEqual(weights.score);
    const firstName = first.weights.version;
    const second = (await forums.setForumWeights(organizer, forum.id, defaultWeights, first.version)) as Forum;
    expect(new Set([defaultWeights.version, firstName, second.weights.version]).size).toBe(3);

    const wrong = { ...weights, score: { ...weights.score, fit: 0.3 } };
    await expect(forums.setForumWeights(organizer, forum.id, wrong, second.version)).rejects.toMatchObject({
      parameters: { faults: [{ field: 'weights.score', allowed: 'the weights add up to 1.10, not 1.00' }] },
    });
  });

  it('adds a session and a table, and refuses what clashes', async () => {
    const { forum, organizer } = await createForum();
    const evening = {
      name: 'Evening',
      date: '2027-05-11',
      from: '17:00',
      to: '18:00',
      slotMinutes: 25,
      breakMinutes: 5,
    };
    expect(await programme.addSession(organizer, forum.id, evening, nextKey())).toMatchObject({
      startsAt: new Date('2027-05-11T14:00Z'),
    });
    const clash = { ...evening, name: 'Late', from: '17:30' };
    expect(await programme.addSession(organizer, forum.id, clash, nextKey())).toStrictEqual(
      new SessionsOverlap('Evening', '2027-05-11'),
    );
    const elsewhere = { ...evening, date: '2027-05-12' };
    await expect(programme.addSession(organizer, forum.id, elsewhere, nextKey())).rejects.toMatchObject({
      parameters: { faults: [{ field: 'date' }] },
    });

    const table = { label: 'B1', place: 'room', room: 'Hall B', seats: 2 } as const;
    const key = nextKey();
    const added = await programme.addTable(organizer, forum.id, table, key);
    expect(await programme.addTable(organizer, forum.id, table, key)).toStrictEqual(added);
    expect(await programme.addTable(organizer, forum.id, table, nextKey())).toStrictEqual(new LabelTaken('B1'));
  });

  it('removes a table that nothing names', async () => {
    const { forum, organizer } = await createForum();
    const { tables } = await programme.readProgramme(organizer, forum.id);
    await expect(programme.removeTable(stranger, tables[0]!.id)).rejects.toThrow(NotFound);
    expect(await programme.removeTable(organizer, tables[0]!.id)).toMatchObject({ id: forum.id });
    expect((await programme.readProgramme(organizer, forum.id)).tables).toHaveLength(tables.length - 1);
  });
});

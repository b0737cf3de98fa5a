import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { JobsService, Signals } from '#jobs';
import { createLogger } from '#logging';
import {
  actorOf,
  createTestDatabase,
  insertAccount,
  insertCompany,
  insertDelegation,
  insertForum,
  insertSlots,
  insertTables,
  joinCompany,
  joinForum,
  makeProfile,
  type TestDatabase,
  testAudit,
} from '#testing';
import type { Account } from '../accounts/account.entity.js';
import type { Actor } from '../accounts/actor.js';
import { CompanyReviewsService } from '../companies/company-reviews.service.js';
import { Company } from '../companies/company.entity.js';
import { BadInput, NotAllowed, NotFound } from '../domain-error.js';
import { Attendance } from '../meetings/attendance.entity.js';
import { Meeting } from '../meetings/meeting.entity.js';
import { NotificationsService } from '../notifications/notifications.service.js';
import { EditConflict, WrongState } from '../refusal.js';
import { Delegation } from './delegation.entity.js';
import type { DelegationInput } from './delegation.rules.js';
import { DelegationsService } from './delegations.service.js';
import { ForumProgrammeService } from './forum-programme.service.js';
import { Forum } from './forum.entity.js';
import { TableInUse } from './forum.refusals.js';
import { Participation } from './participation.entity.js';
import {
  AlreadyApplied,
  DelegationNameTaken,
  LastDelegation,
  MeetingsInTheWay,
  ProfileNotReady,
} from './participation.refusals.js';
import { ParticipationsService } from './participations.service.js';

const reason = 'The hall is full.';
const makeInput = (given: Partial<DelegationInput> = {}): DelegationInput => ({
  name: 'Second team',
  people: ['project director'],
  languages: ['en'],
  subForumIds: [],
  availability: null,
  pauses: [],
  dailyMaximum: null,
  maxInARow: null,
  ...given,
});

describe('taking part in a forum', () => {
  let database: TestDatabase;
  let signals: Signals;
  let participations: ParticipationsService;
  let delegations: DelegationsService;
  let programme: ForumProgrammeService;
  let forum: Forum;
  let organizerAccount: Account;
  let organizer: Actor;
  let otherOrganizer: Actor;
  let stranger: Actor;

  beforeAll(async () => {
    database = await createTestDatabase();
    const { dataSource } = database;
    signals = new Signals(
      { backend: 'postgres', url: database.url },
      createLogger({ processName: 'test', level: 'fatal' }),
    );
    const audit = testAudit;
    const notifications = new NotificationsService(dataSource, signals);
    const reviews = new CompanyReviewsService(dataSource, audit, notifications);
    participations = new ParticipationsService(dataSource, audit, notifications, reviews, new JobsService());
    delegations = new DelegationsService(dataSource, audit);
    programme = new ForumProgrammeService(dataSource, audit);

    forum = await insertForum(dataSource, { state: 'registration' });
    const other = await insertForum(dataSource);
    organizerAccount = await insertAccount(dataSource);
    await joinForum(dataSource, organizerAccount, forum);
    organizer = actorOf(organizerAccount, { forums: [[forum, 'organizer']] });
    otherOrganizer = actorOf(await insertAccount(dataSource), { forums: [[other, 'organizer']] });
    const otherCompany = await insertCompany(dataSource);
    stranger = actorOf(await insertAccount(dataSource), { companies: [[otherCompany, 'owner']] });
  });
  afterAll(async () => {
    await signals.close();
    await database.close();
  });

  let keys = 0;
  const nextKey = () => `participations-spec-${++keys}`;
  const countRows = async () => {
    const tables = ['participation', 'delegation', 'notification', 'audit_entry', 'idempotency_key'];
    const counts = tables.map((table) => `(select count(*)::int from ${table}) as ${table}`);
    const [row] = await database.dataSource.query<Record<string, number>[]>(`select ${counts.join(', ')}`);
    return row!;
  };
  const kindsTold = async (account: Account) => {
    const sql = 'select kind from notification where account_id = $1 order by created_at, id';
    return (await database.dataSource.query<{ kind: string }[]>(sql, [account.id])).map(({ kind }) => kind);
  };
  const makeCompany = async (company?: Company) => {
    const { dataSource } = database;
    const account = await insertAccount(dataSource);
    const made = company ?? (await insertCompany(dataSource));
    await joinCompany(dataSource, account, made, 'member');
    return { account, company: made, member: actorOf(account, { companies: [[made, 'member']] }) };
  };
  const apply = async (member: Actor, company: Company) =>
    participations.apply(member, { forumId: forum.id, companyId: company.id, hasStandingConsent: false }, nextKey());
  const makeApproved = async () => {
    const made = await makeCompany();
    const applied = (await apply(made.member, made.company)) as Participation;
    const participation = (await participations.approve(organizer, applied.id, applied.version)) as Participation;
    const [delegation] = await delegations.listOf([participation.id]);
    return { ...made, participation, delegation: delegation! };
  };
  /** A published meeting of this delegation in the first slot of a forum. */
  const seat = async (delegation: Delegation, at: Forum) => {
    const { dataSource } = database;
    const [slot] = await insertSlots(dataSource, at, 1);
    const [table] = await insertTables(dataSource, at, 1);
    const [{ id: slotId, startsAt, endsAt }, { id: tableId }] = [slot!, table!];
    const seated = { forumId: at.id, tableId };
    const meetings = dataSource.getRepository(Meeting);
    const meeting = await meetings.save(
      meetings.create({ ...seated, slotId, origin: 'schedule', companyIds: [], uid: 'u', scheduleVersion: 1 }),
    );
    const during = `[${startsAt.toISOString()},${endsAt.toISOString()})`;
    await dataSource
      .getRepository(Attendance)
      .insert({ ...seated, meetingId: meeting.id, delegationId: delegation.id, during });
    return { slot: slot!, table: table! };
  };

  it('is asked for by a member and answered by an organizer, and each hears of the other', async () => {
    const { account, company, member } = await makeCompany();
    const key = nextKey();
    const application = { forumId: forum.id, companyId: company.id, hasStandingConsent: false };
    const applied = (await participations.apply(member, application, key)) as Participation;
    expect(applied).toMatchObject({ state: 'applied', hasStandingConsent: false, quota: null });
    expect((await participations.apply(member, application, key)) as Participation).toMatchObject({ id: applied.id });
    expect(await apply(member, company)).toStrictEqual(new AlreadyApplied('applied'));
    expect((await kindsTold(organizerAccount)).at(-1)).toBe('participation.applied');

    const approved = (await participations.approve(organizer, applied.id, applied.version)) as Participation;
    expect(approved.state).toBe('approved');
    expect(await delegations.listOf([applied.id])).toEqual([
      expect.objectContaining({ companyId: company.id, name: company.profile.nameEn, languages: ['en'] }),
    ]);
    expect(await kindsTold(account)).toEqual(['participation.approved']);
    expect(await participations.approve(organizer, applied.id, approved.version)).toStrictEqual(
      new WrongState('approved', ['applied']),
    );
  });

  it('is declined with a reason, and can be asked for again', async () => {
    const { account, company, member } = await makeCompany();
    const applied = (await apply(member, company)) as Participation;
    await expect(participations.decline(organizer, applied.id, ' ', applied.version)).rejects.toThrow(BadInput);
    const stale = await participations.decline(organizer, applied.id, reason, applied.version + 1);
    expect(stale).toStrictEqual(new EditConflict(applied.version + 1, applied.version));
    const declined = await participations.decline(organizer, applied.id, reason, applied.version);
    expect(declined).toMatchObject({ state: 'declined', reason });
    expect(await kindsTold(account)).toEqual(['participation.declined']);
    expect(await apply(member, company)).toMatchObject({ id: applied.id, state: 'applied', reason: null });
  });

  it('lets one of two colleagues apply who do so at the same moment', async () => {
    const { company, member } = await makeCompany();
    const colleague = await makeCompany(company);
    const answers = await Promise.all([apply(member, company), apply(colleague.member, company)]);
    expect(answers.filter((answer) => answer instanceof Participation)).toHaveLength(1);
    expect(answers).toContainEqual(new AlreadyApplied('applied'));
  });

  it('approves a submitted profile that was never approved, and refuses an unfinished one', async () => {
    const companies = database.dataSource.getRepository(Company);
    const unfinished = await companies.save(companies.create({ profile: makeProfile(), state: 'incomplete' }));
    const { company, member } = await makeCompany(unfinished);
    expect(await apply(member, company)).toStrictEqual(new ProfileNotReady('incomplete'));

    await companies.update({ id: company.id }, { state: 'submitted' });
    const applied = (await apply(member, company)) as Participation;
    await companies.update({ id: company.id }, { state: 'incomplete' });
    expect(await participations.approve(organizer, applied.id, applied.version)).toStrictEqual(
      new ProfileNotReady('incomplete'),
    );
    await companies.update({ id: company.id }, { state: 'submitted' });
    expect(await participations.approve(organizer, applied.id, applied.version)).toMatchObject({ state: 'approved' });
    expect(await companies.findOneByOrFail({ id: company.id })).toMatchObject({
      state: 'approved',
      approvedVersionId: expect.any(String),
    });
  });

  it('gives strangers nothing, and changes nothing for them', async () => {
    const { company, member, participation, delegation } = await makeApproved();
    const { id, version } = participation;
    const before = await countRows();
    for (const actor of [stranger, otherOrganizer]) {
      await expect(participations.find(actor, id)).rejects.toThrow(NotFound);
      await expect(participations.list(actor, { forumId: forum.id, state: null }, 10)).rejects.toThrow(NotAllowed);
      await expect(participations.approve(actor, id, version)).rejects.toThrow(NotFound);
      await expect(participations.decline(actor, id, reason, version)).rejects.toThrow(NotFound);
      await expect(participations.withdraw(actor, id, reason, version)).rejects.toThrow(NotFound);
      await expect(participations.setQuota(actor, id, 3, version)).rejects.toThrow(NotFound);
      await expect(participations.setStandingConsent(actor, id, true, version)).rejects.toThrow(NotFound);
      await expect(delegations.create(actor, id, makeInput(), nextKey())).rejects.toThrow(NotFound);
      await expect(delegations.edit(actor, delegation.id, makeInput(), 1)).rejects.toThrow(NotFound);
      await expect(delegations.archive(actor, delegation.id, 1, new Date(0))).rejects.toThrow(NotFound);
      await expect(apply(actor, company)).rejects.toThrow(NotAllowed);
      expect(await participations.listOwn(actor)).toEqual([]);
    }
    // Each side leaves the other's decisions alone.
    await expect(participations.approve(member, id, version)).rejects.toThrow(NotAllowed);
    await expect(participations.setQuota(member, id, 3, version)).rejects.toThrow(NotAllowed);
    await expect(participations.withdraw(organizer, id, reason, version)).rejects.toThrow(NotAllowed);
    await expect(participations.setStandingConsent(organizer, id, true, version)).rejects.toThrow(NotAllowed);
    await expect(delegations.edit(organizer, delegation.id, makeInput(), 1)).rejects.toThrow(NotAllowed);
    expect(await countRows()).toStrictEqual(before);
    expect(await participations.find(member, id)).toMatchObject({ id });
    expect(await participations.listOwn(member)).toMatchObject([{ id }]);
  });

  it('keeps terms: a quota from the organizer, standing consent from the company', async () => {
    const { member, participation, account } = await makeApproved();
    await expect(participations.setQuota(organizer, participation.id, 501, participation.version)).rejects.toThrow(
      BadInput,
    );
    const limited = (await participations.setQuota(
      organizer,
      participation.id,
      5,
      participation.version,
    )) as Participation;
    expect(limited.quota).toBe(5);
    expect((await kindsTold(account)).at(-1)).toBe('participation.quota-set');
    const consented = await participations.setStandingConsent(member, participation.id, true, limited.version);
    expect(consented).toMatchObject({ hasStandingConsent: true });
  });

  it('lists applications for staff in order, by state and page', async () => {
    const all = await participations.list(organizer, { forumId: forum.id, state: null }, 100);
    const first = await participations.list(organizer, { forumId: forum.id, state: null }, 2);
    const rest = await participations.list(organizer, { forumId: forum.id, state: null }, 100, first[1]);
    expect([...first, ...rest].map(({ id }) => id)).toEqual(all.map(({ id }) => id));
    const applied = await participations.list(organizer, { forumId: forum.id, state: 'applied' }, 100);
    expect(applied.map(({ id }) => id)).toEqual(all.filter(({ state }) => state === 'applied').map(({ id }) => id));
  });

  it('makes, edits and archives delegations, and keeps one', async () => {
    const { member, participation, delegation } = await makeApproved();
    const key = nextKey();
    const made = (await delegations.create(member, participation.id, makeInput(), key)) as Delegation;
    expect(await delegations.create(member, participation.id, makeInput(), key)).toMatchObject({ id: made.id });
    expect(await delegations.create(member, participation.id, makeInput(), nextKey())).toStrictEqual(
      new DelegationNameTaken('Second team'),
    );
    const morning = { startsAt: new Date('2027-05-10T06:00Z'), endsAt: new Date('2027-05-10T09:00Z') };
    const input = makeInput({ name: 'Morning team', availability: [morning], dailyMaximum: 3 });
    const edited = (await delegations.edit(member, made.id, input, made.version)) as Delegation;
    expect(edited).toMatchObject({
      name: 'Morning team',
      availability: [{ startsAt: '2027-05-10T06:00:00.000Z', endsAt: '2027-05-10T09:00:00.000Z' }],
    });
    expect(await delegations.edit(member, made.id, input, made.version)).toStrictEqual(
      new EditConflict(made.version, edited.version),
    );
    const outside = makeInput({ availability: [{ ...morning, startsAt: new Date('2027-05-09T06:00Z') }] });
    const before = await countRows();
    await expect(delegations.edit(member, made.id, outside, edited.version)).rejects.toMatchObject({
      parameters: { faults: [{ field: 'availability[0].startsAt', allowed: 'a time on a day of the forum' }] },
    });
    expect(await countRows()).toStrictEqual(before);

    await delegations.archive(member, made.id, edited.version, new Date('2027-01-01T00:00Z'));
    expect((await delegations.listOf([participation.id])).map(({ id }) => id)).toEqual([delegation.id]);
    expect(await delegations.archive(member, delegation.id, delegation.version, new Date(0))).toStrictEqual(
      new LastDelegation(),
    );
  });

  it('does not leave, archive, change presence or remove a table under a published meeting', async () => {
    const { dataSource } = database;
    const published = await insertForum(dataSource);
    const { company, member } = await makeCompany();
    const delegation = await insertDelegation(dataSource, published, company);
    await dataSource.getRepository(Delegation).save({ ...delegation, id: undefined, name: 'Another' });
    const participation = await participations.find(member, delegation.participationId);
    const { slot, table } = await seat(delegation, published);

    expect(await participations.withdraw(member, participation.id, reason, participation.version)).toStrictEqual(
      new MeetingsInTheWay(1),
    );
    expect(await delegations.archive(member, delegation.id, delegation.version, new Date(0))).toStrictEqual(
      new MeetingsInTheWay(1),
    );
    const pause = makeInput({ pauses: [slot] });
    expect(await delegations.edit(member, delegation.id, pause, delegation.version)).toStrictEqual(
      new MeetingsInTheWay(1),
    );
    const staff = actorOf(organizerAccount, { forums: [[published, 'organizer']] });
    expect(await programme.removeTable(staff, table.id)).toStrictEqual(new TableInUse());

    await dataSource.query('delete from attendance where delegation_id = $1', [delegation.id]);
    const left = await participations.withdraw(member, participation.id, reason, participation.version);
    expect(left).toMatchObject({ state: 'withdrawn', reason });
  });

  it('shows links of online tables to members of approved companies only', async () => {
    const { dataSource } = database;
    const { member } = await makeApproved();
    const waiting = await makeCompany();
    await apply(waiting.member, waiting.company);
    const link = 'https://meet.example/1';
    const table = { label: 'Online', place: 'online', link, seats: 2 } as const;
    await programme.addTable(organizer, forum.id, table, nextKey());
    const linksFor = async (actor: Actor) =>
      (await programme.readProgramme(actor, forum.id)).tables.map((shown) => shown.link);
    expect(await linksFor(organizer)).toEqual([link]);
    expect(await linksFor(member)).toEqual([link]);
    expect(await linksFor(waiting.member)).toEqual([null]);
    expect(await linksFor(stranger)).toEqual([null]);
    expect(await dataSource.query('select link from forum_table where forum_id = $1', [forum.id])).toEqual([{ link }]);
  });
});

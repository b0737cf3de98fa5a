import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { JobsService, OutboxJob, Signals } from '#jobs';
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
  type TestDatabase,
} from '#testing';
import { AuditEntry } from '../audit/audit-entry.entity.js';
import { AuditService } from '../audit/audit.service.js';
import type { Actor } from '../accounts/actor.js';
import type { Company } from '../companies/company.entity.js';
import { Delegation } from '../forums/delegation.entity.js';
import type { Forum } from '../forums/forum.entity.js';
import { Participation } from '../forums/participation.entity.js';
import { Notification } from '../notifications/notification.entity.js';
import { NotificationsService } from '../notifications/notifications.service.js';
import { EditConflict, NotAvailable, Refusal, WrongState } from '../refusal.js';
import { Attendance } from './attendance.entity.js';
import { listAgreedRequests } from './meeting-request-agreed.js';
import { MeetingRequestCancellations } from './meeting-request-cancellations.js';
import { MeetingRequestDeparturesService } from './meeting-request-departures.service.js';
import { MeetingRequestExpiryService } from './meeting-request-expiry.service.js';
import { MeetingRequestJournal } from './meeting-request-journal.js';
import { MeetingRequest } from './meeting-request.entity.js';
import { AlreadyRequested, MeetingStarted, RequestQuotaReached } from './meeting-request.refusals.js';
import { MeetingRequestsService, type ProposeMeeting } from './meeting-requests.service.js';
import type { MeetingRequestView } from './meeting-request.view.js';
import { publishMeeting } from './meeting.changes.js';
import { Meeting } from './meeting.entity.js';
import { PreferencesService } from './preferences.service.js';

const now = new Date('2027-05-01T00:00Z');
const hourMs = 3_600_000;
const later = (hours: number): Date => new Date(now.getTime() + hours * hourMs);

interface Member {
  company: Company;
  accountId: string;
  actor: Actor;
}

describe('meeting requests', () => {
  let database: TestDatabase;
  let signals: Signals;
  let requests: MeetingRequestsService;
  let departures: MeetingRequestDeparturesService;
  let expiry: MeetingRequestExpiryService;
  let preferences: PreferencesService;

  beforeAll(async () => {
    database = await createTestDatabase();
    const { dataSource, url } = database;
    signals = new Signals({ backend: 'postgres', url }, createLogger({ processName: 'test', level: 'silent' }));
    const audit = new AuditService();
    const notifications = new NotificationsService(dataSource, signals);
    const journal = new MeetingRequestJournal(audit, notifications, signals);
    const cancellations = new MeetingRequestCancellations(audit, notifications);
    requests = new MeetingRequestsService(dataSource, journal, signals);
    departures = new MeetingRequestDeparturesService(dataSource, journal, cancellations);
    expiry = new MeetingRequestExpiryService(dataSource, new JobsService(), journal);
    preferences = new PreferencesService(dataSource, audit, departures);
  });
  afterAll(async () => {
    await signals.close();
    await database.close();
  });

  async function join(forum: Forum, given: Partial<Participation> = {}): Promise<Member> {
    const { dataSource } = database;
    const company = await insertCompany(dataSource);
    const account = await insertAccount(dataSource);
    await joinCompany(dataSource, account, company);
    await insertDelegation(dataSource, forum, company, { participation: given });
    return { company, accountId: account.id, actor: actorOf(account, { companies: [[company, 'owner']] }) };
  }

  const trio = async (forum: Forum): Promise<[Member, Member, Member]> => [
    await join(forum),
    await join(forum),
    await join(forum),
  ];

  function propose(
    forum: Forum,
    by: Member,
    others: Member[],
    given: Partial<ProposeMeeting> = {},
  ): ReturnType<MeetingRequestsService['propose']> {
    const input = {
      forumId: forum.id,
      companyId: by.company.id,
      otherCompanyIds: others.map(({ company }) => company.id),
      idempotencyKey: randomUUID(),
      ...given,
    };
    return requests.propose(by.actor, input, now);
  }

  const act = (by: Member, { id, version }: MeetingRequestView) => ({
    meetingRequestId: id,
    companyId: by.company.id,
    expectedVersion: version,
  });

  async function agree(forum: Forum, by: Member, others: Member[]): Promise<MeetingRequestView> {
    let request = done(await propose(forum, by, others));
    for (const other of others) request = done(await requests.accept(other.actor, act(other, request), now));
    expect(request.state).toBe('agreed');
    return request;
  }

  /** Publishes the meeting of an agreed request in the first slot of a new session. */
  async function publish(forum: Forum, request: MeetingRequestView): Promise<Meeting> {
    const [slot] = await insertSlots(database.dataSource, forum, 1);
    const [table] = await insertTables(database.dataSource, forum, 1, 3);
    const companyIds = request.parties.map(({ companyId }) => companyId);
    const delegations = await database.dataSource.getRepository(Delegation).findBy({ forumId: forum.id });
    const delegationIds = delegations.filter(({ companyId }) => companyIds.includes(companyId)).map(({ id }) => id);
    return database.dataSource.transaction(async (tx) => {
      await tx.update(MeetingRequest, { id: request.id }, { state: 'scheduled' });
      const meetingRequestId = request.id;
      return publishMeeting(
        tx,
        { forumId: forum.id, meetingRequestId, origin: 'schedule', companyIds, scheduleVersion: 1 },
        { slot: slot!, tableId: table!.id, delegationIds },
      );
    });
  }

  function newsOf({ accountId }: Member): Promise<Notification[]> {
    return database.dataSource.getRepository(Notification).find({ where: { accountId }, order: { createdAt: 'ASC' } });
  }

  it('expires by the clock, whatever is stored, and a job writes it down and tells the parties', async () => {
    const forum = await insertForum(database.dataSource, { requestExpiryHours: 24 });
    const [a, b] = await trio(forum);
    const request = done(await propose(forum, a, [b]));
    expect(request.expiresAt).toEqual(later(24));

    expect(await requests.find(b.actor, request.id, later(23))).toMatchObject({ state: 'pending' });
    expect(await requests.find(b.actor, request.id, later(24))).toMatchObject({ state: 'expired' });
    const states = (at: Date) =>
      requests
        .list(a.actor, { forumId: forum.id, states: ['expired'] }, 10, at)
        .then((list) => list.map(({ id }) => id));
    expect(await states(later(23))).toEqual([]);
    expect(await states(later(24))).toEqual([request.id]);
    expect(await requests.accept(b.actor, act(b, request), later(24))).toEqual(new WrongState('expired', ['pending']));

    expect(await expiry.enqueueDue(later(23))).toBe(0);
    expect(await expiry.enqueueDue(later(24))).toBe(1);
    // While the job is under way, the next sweep does not ask for another.
    expect(await expiry.enqueueDue(later(24))).toBe(0);
    const job = await database.dataSource.getRepository(OutboxJob).findOneByOrFail({ name: 'expire-meeting-requests' });
    expect(job.payload).toEqual({ meetingRequestId: request.id });
    await expiry.expire(request.id, job.id, later(24));
    await expiry.expire(request.id, job.id, later(24));
    const stored = await database.dataSource.getRepository(MeetingRequest).findOneByOrFail({ id: request.id });
    expect(stored).toMatchObject({ state: 'expired', version: request.version + 1 });
    expect((await newsOf(a)).map(({ kind }) => kind)).toEqual(['meeting-request.expired']);
    expect((await newsOf(b)).map(({ kind }) => kind)).toEqual(['meeting-request.proposed', 'meeting-request.expired']);
    expect(await expiry.enqueueDue(later(24))).toBe(0);
  });

  it('takes an expired request for none: it fills no quota and stands in the way of no other', async () => {
    const forum = await insertForum(database.dataSource, { requestExpiryHours: 1 });
    const [a, b] = [await join(forum, { quota: 1 }), await join(forum)];
    const c = await join(forum);
    const request = done(await propose(forum, a, [b]));
    expect(await propose(forum, a, [c])).toEqual(new RequestQuotaReached(1));

    const again = { forumId: forum.id, companyId: a.company.id, otherCompanyIds: [b.company.id] };
    expect(
      await requests.propose(
        b.actor,
        { ...again, companyId: b.company.id, otherCompanyIds: [a.company.id], idempotencyKey: randomUUID() },
        now,
      ),
    ).toEqual(new AlreadyRequested(request.id));
    const renewed = done(await requests.propose(a.actor, { ...again, idempotencyKey: randomUUID() }, later(1)));
    expect(renewed.id).not.toBe(request.id);
  });

  it('does not count being asked, and refuses the yes that would pass the quota', async () => {
    const forum = await insertForum(database.dataSource);
    const [a, b, c] = [await join(forum), await join(forum), await join(forum, { quota: 1 })];
    const first = done(await propose(forum, a, [c]));
    const second = done(await propose(forum, b, [c]));
    done(await requests.accept(c.actor, act(c, first), now));
    expect(await requests.accept(c.actor, act(c, second), now)).toEqual(new RequestQuotaReached(1));
  });

  it('makes one request of two proposals at the same moment', async () => {
    const forum = await insertForum(database.dataSource);
    const [a, b, c] = await trio(forum);
    const answers = await Promise.all([
      propose(forum, a, [b, c]),
      propose(forum, b, [c, a]),
      propose(forum, c, [a, b]),
    ]);
    const made = answers.filter((answer) => !(answer instanceof Refusal)) as MeetingRequestView[];
    expect(made).toHaveLength(1);
    expect(answers.filter((answer) => answer instanceof Refusal)).toEqual(
      Array(2).fill(new AlreadyRequested(made[0]!.id)),
    );
  });

  it('hears two answers at once one after the other', async () => {
    const forum = await insertForum(database.dataSource);
    const [a, b, c] = await trio(forum);
    const request = done(await propose(forum, a, [b, c]));
    const answers = await Promise.all([b, c].map((by) => requests.accept(by.actor, act(by, request), now)));
    const conflict = new EditConflict(request.version, request.version + 1);
    expect(answers.filter((answer) => answer instanceof Refusal)).toEqual([conflict]);
  });

  it('leaves nothing open between two companies when a proposal and a never meet', async () => {
    const forum = await insertForum(database.dataSource);
    const [a, b] = await trio(forum);
    const key = { forumId: forum.id, companyId: b.company.id, otherCompanyId: a.company.id };
    await Promise.all([propose(forum, a, [b]), preferences.set(b.actor, { ...key, value: 'never' }, now)]);
    const open = await requests.list(a.actor, { forumId: forum.id, states: ['pending', 'agreed'] }, 10, now);
    expect(open).toEqual([]);
  });

  it('cancels the meeting of whoever leaves, frees its seats, and leaves two who choose', async () => {
    const forum = await insertForum(database.dataSource);
    const [a, b, c] = await trio(forum);
    await agree(forum, a, [b, c]);
    const [agreed] = await requests.list(a.actor, { forumId: forum.id }, 1, now);
    const meeting = await publish(forum, agreed!);
    const seats = database.dataSource.getRepository(Attendance);
    expect(await seats.countBy({ meetingId: meeting.id })).toBe(3);
    const scheduled = await requests.find(b.actor, agreed!.id, now);

    const during = new Date('2027-05-10T06:00Z');
    const leave = { ...act(b, scheduled), reason: 'Our flight was cancelled.' };
    expect(await departures.leave(b.actor, leave, during)).toEqual(new MeetingStarted());
    const left = done(await departures.leave(b.actor, leave, later(100)));
    expect(left).toMatchObject({ state: 'incomplete', expiresAt: later(172) });
    expect(await seats.countBy({ meetingId: meeting.id })).toBe(0);
    const cancelled = await database.dataSource.getRepository(Meeting).findOneByOrFail({ id: meeting.id });
    expect(cancelled).toMatchObject({ state: 'cancelled', sequence: 1, cancelReason: 'Our flight was cancelled.' });
    expect((await newsOf(c)).slice(-2).map(({ kind }) => kind)).toEqual(['meeting-request.left', 'meeting.cancelled']);
    expect((await newsOf(b)).map(({ kind }) => kind)).not.toContain('meeting.cancelled');
  });

  describe.each(['pending', 'agreed', 'scheduled'] as const)('a never said when the request is %s', (stage) => {
    /** What others see after `b` has gone, with ids and names put into words, so that two stories can be compared. */
    async function tell(
      partyCount: 2 | 3,
      go: (b: Member, forum: Forum, a: Member, request: MeetingRequestView) => Promise<void>,
    ) {
      const forum = await insertForum(database.dataSource);
      const [a, b, c] = await trio(forum);
      const others = partyCount === 3 ? [b, c] : [b];
      let request = stage === 'pending' ? done(await propose(forum, a, others)) : await agree(forum, a, others);
      const meeting = stage === 'scheduled' ? await publish(forum, request) : null;
      request = await requests.find(b.actor, request.id, now);
      await go(b, forum, a, request);

      const seen = {
        request: await requests.find(a.actor, request.id, now),
        news: [await newsOf(a), await newsOf(c)].map((list) =>
          list.map(({ kind, parameters, forumId }) => ({ kind, parameters, forumId })),
        ),
        audit: (await database.dataSource.getRepository(AuditEntry).findBy({ forumId: forum.id })).map(
          ({ action, subjectType, before, after }) => ({ action, subjectType, before, after }),
        ),
        meeting: meeting && (await database.dataSource.getRepository(Meeting).findOneByOrFail({ id: meeting.id })),
      };
      const words: [string | undefined, string][] = [
        [forum.id, 'forum'],
        [forum.nameEn, 'forum name'],
        [request.id, 'request'],
        [meeting?.id, 'meeting'],
        [meeting?.uid, 'uid'],
        [meeting?.slotId, 'slot'],
        [meeting?.tableId, 'table'],
        [meeting?.createdAt.toISOString(), 'publication'],
        ...[a, b, c].flatMap(({ company }, index): [string, string][] => [
          [company.id, `company ${index}`],
          [company.profile.nameEn, `name ${index}`],
        ]),
      ];
      const text = JSON.stringify(seen);
      return inOrder(
        JSON.parse(words.reduce((said, [id, word]) => (id === undefined ? said : said.replaceAll(id, word)), text)),
      );
    }

    it.each([2, 3] as const)('looks to the others of %s like leaving without a reason', async (partyCount) => {
      const byHand = await tell(partyCount, async (b, _forum, _a, request) => {
        done(await departures.leave(b.actor, { ...act(b, request), reason: null }, now));
      });
      const byNever = await tell(partyCount, async (b, forum, a) => {
        const key = { forumId: forum.id, companyId: b.company.id, otherCompanyId: a.company.id };
        done(await preferences.set(b.actor, { ...key, value: 'never' }, now));
      });
      expect(byNever).toEqual(byHand);
      expect(JSON.stringify(byHand)).toContain(`meeting-request.${stage === 'pending' ? 'declined' : 'left'}`);
    });
  });

  it.each([
    { story: 'cancels a booking by standing consent too', at: now, state: 'cancelled' },
    { story: 'leaves a meeting that has begun', at: new Date('2027-05-10T06:00Z'), state: 'planned' },
  ])('on a never, $story', async ({ at, state }) => {
    const forum = await insertForum(database.dataSource);
    const [a, b] = await trio(forum);
    const { id } = await publish(forum, await agree(forum, a, [b]));
    await database.dataSource.query('update meeting set meeting_request_id = null where id = $1', [id]);
    const key = { forumId: forum.id, companyId: b.company.id, otherCompanyId: a.company.id };
    done(await preferences.set(b.actor, { ...key, value: 'never' }, at));
    const meeting = await database.dataSource.getRepository(Meeting).findOneByOrFail({ id });
    expect(meeting).toMatchObject({ state, cancelReason: null });
  });

  it('answers a proposal to whoever is not to be had as one to an unknown id', async () => {
    const { dataSource } = database;
    const forum = await insertForum(dataSource);
    const a = await join(forum);
    const [sayer, applied, elsewhere] = [
      await join(forum),
      await join(forum, { state: 'applied' }),
      await join(await insertForum(dataSource)),
    ];
    const key = { forumId: forum.id, companyId: sayer.company.id, otherCompanyId: a.company.id };
    done(await preferences.set(sayer.actor, { ...key, value: 'never' }, now));
    const blocker = await insertCompany(dataSource, { blockedCompanyIds: [a.company.id] });
    await insertDelegation(dataSource, forum, blocker);
    const blocked = await insertCompany(dataSource, { country: 'KE' });
    await insertDelegation(dataSource, forum, blocked);
    await dataSource.query(`update company set blocked_countries = '{KE}' where id = $1`, [a.company.id]);

    for (const id of [
      sayer.company.id,
      applied.company.id,
      elsewhere.company.id,
      blocker.id,
      blocked.id,
      randomUUID(),
    ]) {
      expect(await propose(forum, a, [], { otherCompanyIds: [id] })).toEqual(new NotAvailable());
    }
  });

  it('weighs the agreed requests: one a party, two more for each that must meet', async () => {
    const forum = await insertForum(database.dataSource);
    const [a, b, c] = await trio(forum);
    const pair = await agree(forum, a, [b]);
    const triple = await agree(forum, a, [b, c]);
    await propose(forum, b, [c]);
    const must = (by: Member, other: Member) =>
      preferences.set(
        by.actor,
        { forumId: forum.id, companyId: by.company.id, otherCompanyId: other.company.id, value: 'must_meet' },
        now,
      );
    await must(a, b);
    await must(a, c);
    await must(c, b);

    const agreed = await listAgreedRequests(database.dataSource.manager, forum.id);
    const inOrder = [
      { request: pair, weight: 4 },
      { request: triple, weight: 7 },
    ].sort((one, other) => (one.request.id < other.request.id ? -1 : 1));
    expect(agreed).toEqual(
      inOrder.map(({ request, weight }) => ({
        id: request.id,
        forumId: forum.id,
        subForumId: null,
        isOnline: null,
        version: request.version,
        state: 'agreed',
        companyIds: request.parties.map(({ companyId }) => companyId).sort(),
        weight,
      })),
    );
  });
});

function done<T>(answer: T): Exclude<T, Refusal> {
  if (answer instanceof Refusal) throw new Error(`Refused: ${JSON.stringify(answer)}`);
  return answer as Exclude<T, Refusal>;
}

/** With keys and lists in an order of their own, since ids, by which they were ordered, are drawn by chance. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(inOrder).sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
  }
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([key, inner]): [string, unknown] => [key, inOrder(inner)]);
  return Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)));
}

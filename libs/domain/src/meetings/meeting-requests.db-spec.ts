import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { OutboxJob } from '#jobs';
import { actOn, done, insertCompany, insertDelegation, insertForum, Negotiation, type Member } from '#testing';
import { EditConflict, NotAvailable, Refusal, WrongState } from '../refusal.js';
import { Attendance } from './attendance.entity.js';
import { SlotPassed } from './booking.refusals.js';
import { listAgreedRequests } from './meeting-request-agreed.js';
import { MeetingRequestDeparturesService } from './meeting-request-departures.service.js';
import { MeetingRequestExpiryService } from './meeting-request-expiry.service.js';
import { MeetingRequest } from './meeting-request.entity.js';
import { AlreadyRequested, RequestQuotaReached } from './meeting-request.refusals.js';
import { MeetingRequestsService } from './meeting-requests.service.js';
import type { MeetingRequestView } from './meeting-request.view.js';
import { Meeting } from './meeting.entity.js';
import { PreferencesService } from './preferences.service.js';

describe('meeting requests', () => {
  let scene: Negotiation;
  let now: Date;
  let requests: MeetingRequestsService;
  let departures: MeetingRequestDeparturesService;
  let expiry: MeetingRequestExpiryService;
  let preferences: PreferencesService;

  beforeAll(async () => {
    scene = await Negotiation.start();
    ({ now } = scene);
    requests = scene.get(MeetingRequestsService);
    departures = scene.get(MeetingRequestDeparturesService);
    expiry = scene.get(MeetingRequestExpiryService);
    preferences = scene.get(PreferencesService);
  });
  afterAll(() => scene.close());

  it('expires by the clock, whatever is stored, and a job writes it down and tells the parties', async () => {
    const forum = await insertForum(scene.dataSource, { requestExpiryHours: 24 });
    const [a, b] = await scene.trio(forum);
    const request = done(await scene.propose(forum, a, [b]));
    expect(request.expiresAt).toEqual(scene.later(24));

    expect(await requests.find(b.actor, request.id, scene.later(23))).toMatchObject({ state: 'pending' });
    expect(await requests.find(b.actor, request.id, scene.later(24))).toMatchObject({ state: 'expired' });
    const states = (at: Date) =>
      requests
        .list(a.actor, { forumId: forum.id, states: ['expired'] }, 10, at)
        .then((list) => list.map(({ id }) => id));
    expect(await states(scene.later(23))).toEqual([]);
    expect(await states(scene.later(24))).toEqual([request.id]);
    expect(await requests.accept(b.actor, actOn(b, request), scene.later(24))).toEqual(
      new WrongState('expired', ['pending']),
    );

    expect(await expiry.enqueueDue(scene.later(23))).toBe(0);
    expect(await expiry.enqueueDue(scene.later(24))).toBe(1);
    // While the job is under way, the next sweep does not ask for another.
    expect(await expiry.enqueueDue(scene.later(24))).toBe(0);
    const job = await scene.dataSource.getRepository(OutboxJob).findOneByOrFail({ name: 'expire-meeting-requests' });
    expect(job.payload).toEqual({ meetingRequestId: request.id });
    await expiry.expire(request.id, job.id, scene.later(24));
    await expiry.expire(request.id, job.id, scene.later(24));
    const stored = await scene.dataSource.getRepository(MeetingRequest).findOneByOrFail({ id: request.id });
    expect(stored).toMatchObject({ state: 'expired', version: request.version + 1 });
    expect((await scene.newsOf(a)).map(({ kind }) => kind)).toEqual(['meeting-request.expired']);
    expect((await scene.newsOf(b)).map(({ kind }) => kind)).toEqual([
      'meeting-request.proposed',
      'meeting-request.expired',
    ]);
    expect(await expiry.enqueueDue(scene.later(24))).toBe(0);
  });

  it('takes an expired request for none: it fills no quota and stands in the way of no other', async () => {
    const forum = await insertForum(scene.dataSource, { requestExpiryHours: 1 });
    const [a, b] = [await scene.join(forum, { quota: 1 }), await scene.join(forum)];
    const c = await scene.join(forum);
    const request = done(await scene.propose(forum, a, [b]));
    expect(await scene.propose(forum, a, [c])).toEqual(new RequestQuotaReached(1));

    const again = { forumId: forum.id, companyId: a.company.id, otherCompanyIds: [b.company.id] };
    expect(
      await requests.propose(
        b.actor,
        { ...again, companyId: b.company.id, otherCompanyIds: [a.company.id], idempotencyKey: randomUUID() },
        now,
      ),
    ).toEqual(new AlreadyRequested(request.id));
    const renewed = done(await requests.propose(a.actor, { ...again, idempotencyKey: randomUUID() }, scene.later(1)));
    expect(renewed.id).not.toBe(request.id);
  });

  it('does not count being asked, and refuses the yes that would pass the quota', async () => {
    const forum = await insertForum(scene.dataSource);
    const [a, b, c] = [await scene.join(forum), await scene.join(forum), await scene.join(forum, { quota: 1 })];
    const first = done(await scene.propose(forum, a, [c]));
    const second = done(await scene.propose(forum, b, [c]));
    done(await requests.accept(c.actor, actOn(c, first), now));
    expect(await requests.accept(c.actor, actOn(c, second), now)).toEqual(new RequestQuotaReached(1));
  });

  it('makes one request of two proposals at the same moment', async () => {
    const forum = await insertForum(scene.dataSource);
    const [a, b, c] = await scene.trio(forum);
    const answers = await Promise.all([
      scene.propose(forum, a, [b, c]),
      scene.propose(forum, b, [c, a]),
      scene.propose(forum, c, [a, b]),
    ]);
    const made = answers.filter((answer) => !(answer instanceof Refusal)) as MeetingRequestView[];
    expect(made).toHaveLength(1);
    expect(answers.filter((answer) => answer instanceof Refusal)).toEqual(
      Array(2).fill(new AlreadyRequested(made[0]!.id)),
    );
  });

  it('hears two answers at once one after the other', async () => {
    const forum = await insertForum(scene.dataSource);
    const [a, b, c] = await scene.trio(forum);
    const request = done(await scene.propose(forum, a, [b, c]));
    const answers = await Promise.all([b, c].map((by) => requests.accept(by.actor, actOn(by, request), now)));
    const conflict = new EditConflict(request.version, request.version + 1);
    expect(answers.filter((answer) => answer instanceof Refusal)).toEqual([conflict]);
  });

  it('cancels the meeting of whoever leaves, frees its seats, and leaves two who choose', async () => {
    const forum = await insertForum(scene.dataSource);
    const [a, b, c] = await scene.trio(forum);
    await scene.agree(forum, a, [b, c]);
    const [agreed] = await requests.list(a.actor, { forumId: forum.id }, 1, now);
    const meeting = await scene.publish(forum, agreed!);
    const seats = scene.dataSource.getRepository(Attendance);
    expect(await seats.countBy({ meetingId: meeting.id })).toBe(3);
    const scheduled = await requests.find(b.actor, agreed!.id, now);

    const during = new Date('2027-05-10T06:00Z');
    const leave = { ...actOn(b, scheduled), reason: 'Our flight was cancelled.' };
    expect(await departures.leave(b.actor, leave, during)).toEqual(new SlotPassed(during));
    const left = done(await departures.leave(b.actor, leave, scene.later(100)));
    expect(left).toMatchObject({ state: 'incomplete', expiresAt: scene.later(172) });
    expect(await seats.countBy({ meetingId: meeting.id })).toBe(0);
    const cancelled = await scene.dataSource.getRepository(Meeting).findOneByOrFail({ id: meeting.id });
    expect(cancelled).toMatchObject({ state: 'cancelled', sequence: 1, cancelReason: 'Our flight was cancelled.' });
    expect((await scene.newsOf(c)).slice(-2).map(({ kind }) => kind)).toEqual([
      'meeting-request.left',
      'meeting.cancelled',
    ]);
    expect((await scene.newsOf(b)).map(({ kind }) => kind)).not.toContain('meeting.cancelled');
  });

  it('answers a proposal to whoever is not to be had as one to an unknown id', async () => {
    const { dataSource } = scene;
    const forum = await insertForum(dataSource);
    const a = await scene.join(forum);
    const [sayer, applied, elsewhere] = [
      await scene.join(forum),
      await scene.join(forum, { state: 'applied' }),
      await scene.join(await insertForum(dataSource)),
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
      expect(await scene.propose(forum, a, [], { otherCompanyIds: [id] })).toEqual(new NotAvailable());
    }
  });

  it('counts, of each agreed request, the parties that must meet', async () => {
    const forum = await insertForum(scene.dataSource);
    const [a, b, c] = await scene.trio(forum);
    const pair = await scene.agree(forum, a, [b]);
    const triple = await scene.agree(forum, a, [b, c]);
    await scene.propose(forum, b, [c]);
    const must = (by: Member, other: Member) =>
      preferences.set(
        by.actor,
        { forumId: forum.id, companyId: by.company.id, otherCompanyId: other.company.id, value: 'must_meet' },
        now,
      );
    await must(a, b);
    await must(a, c);
    await must(c, b);

    const agreed = await listAgreedRequests(scene.dataSource.manager, forum.id);
    const inOrder = [
      { request: pair, mustMeetCount: 1 },
      { request: triple, mustMeetCount: 2 },
    ].sort((one, other) => (one.request.id < other.request.id ? -1 : 1));
    expect(agreed).toEqual(
      inOrder.map(({ request, mustMeetCount }) => ({
        id: request.id,
        forumId: forum.id,
        subForumId: null,
        isOnline: null,
        version: request.version,
        state: 'agreed',
        companyIds: request.parties.map(({ companyId }) => companyId).sort(),
        mustMeetCount,
      })),
    );
  });
});

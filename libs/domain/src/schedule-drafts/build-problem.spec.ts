import { describe, expect, it } from '@jest/globals';
import { checkProblem } from '#scheduling';
import type { Delegation } from '../forums/delegation.entity.js';
import type { AgreedRequest } from '../meetings/meeting-request-agreed.js';
import { buildProblem, publishedPlacements } from './build-problem.js';
import { countOutside, planMeetings, type EarlierChoice } from './plan-meetings.js';
import { defaultOptions } from './schedule-draft.rules.js';
import type { ScheduleRows, StandingMeeting } from './schedule-rows.js';

const before = new Date('2027-05-01T00:00Z');
const none = new Map<string, EarlierChoice>();

const makeSlot = (id: string, hour: number, subForumId: string | null = null) => ({
  id,
  sessionId: subForumId ?? 'morning',
  subForumId,
  date: '2027-05-10',
  startsAt: new Date(Date.UTC(2027, 4, 10, hour)),
  endsAt: new Date(Date.UTC(2027, 4, 10, hour, 30)),
});
const makeDelegation = (id: string, given: Partial<Delegation> = {}): Delegation => ({
  id,
  companyId: id[0]!,
  participationId: id[0]!,
  forumId: 'f',
  name: id,
  people: [],
  languages: [],
  subForumIds: [],
  availability: null,
  pauses: [],
  dailyMaximum: null,
  maxInARow: null,
  archivedAt: null,
  version: 1,
  ...given,
});
const makeRequest = (id: string, companyIds: string, given: Partial<AgreedRequest> = {}): AgreedRequest => ({
  id,
  forumId: 'f',
  subForumId: null,
  isOnline: null,
  version: 1,
  state: 'agreed',
  companyIds: [...companyIds],
  mustMeetCount: 0,
  ...given,
});
const makeStanding = (id: string, delegationIds: string[], given: Partial<StandingMeeting> = {}): StandingMeeting => ({
  id,
  meetingRequestId: null,
  origin: 'schedule',
  state: 'planned',
  slotId: 's9',
  tableId: 'room-2',
  companyIds: delegationIds.map((one) => one[0]!),
  scheduleVersion: 1,
  delegationIds,
  ...given,
});
const makeRows = (given: Partial<ScheduleRows> = {}): ScheduleRows => {
  const delegations = given.delegations ?? ['a', 'b', 'c'].map((id) => makeDelegation(id));
  return {
    forum: { id: 'f', dailyMaximum: 8, scheduleVersion: 0 },
    slots: [makeSlot('s9', 9), makeSlot('s10', 10)],
    tables: [
      { id: 'room-2', subForumId: null, place: 'room', seats: 2 },
      { id: 'online-2', subForumId: null, place: 'online', seats: 2 },
      { id: 'online-3', subForumId: null, place: 'online', seats: 3 },
    ],
    requests: [],
    standing: [],
    presentIds: new Set(delegations.map(({ id }) => id)),
    ...given,
    delegations,
  };
};
const whoSits = (rows: ScheduleRows, earlier = none) =>
  Object.fromEntries(
    planMeetings(rows, earlier, defaultOptions, before).map(({ id, delegationIds }) => [id, delegationIds]),
  );

describe('planMeetings', () => {
  it('seats the delegation with the fewest meetings of those that suit, the heaviest request first', () => {
    const rows = makeRows({
      delegations: [makeDelegation('a1'), makeDelegation('a2'), makeDelegation('b'), makeDelegation('c')],
      requests: [makeRequest('r1', 'ab'), makeRequest('r2', 'ac'), makeRequest('r3', 'abc')],
    });
    expect(whoSits(rows)).toEqual({ r1: ['a2', 'b'], r2: ['a1', 'c'], r3: ['a1', 'b', 'c'] });
  });

  it('counts published meetings as load, and looks for a delegation of the sub-forum first', () => {
    const rows = makeRows({
      delegations: [makeDelegation('a1'), makeDelegation('a2', { subForumIds: ['ports'] }), makeDelegation('b')],
      standing: [makeStanding('m1', ['a2', 'b'])],
      requests: [makeRequest('r1', 'ab'), makeRequest('r2', 'ab', { subForumId: 'energy' })],
    });
    expect(whoSits(rows)).toMatchObject({ r1: ['a1', 'b'], r2: ['a1', 'b'] });
  });

  it('keeps who sat in an earlier draft while the request is of the same companies', () => {
    const earlier = new Map(['r1', 'r2'].map((id) => [id, { delegationIds: ['a2', 'b'], pin: null, tableId: null }]));
    const rows = makeRows({
      delegations: [makeDelegation('a1'), makeDelegation('a2'), makeDelegation('b'), makeDelegation('c')],
      requests: [makeRequest('r1', 'ab'), makeRequest('r2', 'ac')],
    });
    expect(whoSits(rows, earlier)).toEqual({ r1: ['a2', 'b'], r2: ['a1', 'c'] });
    expect(whoSits({ ...rows, presentIds: new Set(['a1', 'b', 'c']) }, earlier).r1).toEqual(['a1', 'b']);
  });

  it('leaves out a request of a company that has no delegation, and one whose meeting is published', () => {
    const rows = makeRows({
      requests: [makeRequest('r1', 'ax'), makeRequest('r2', 'ab', { state: 'scheduled' })],
      standing: [makeStanding('m2', ['a', 'b'], { meetingRequestId: 'r2' })],
    });
    expect(planMeetings(rows, none, defaultOptions, before)).toMatchObject([
      { id: 'r2', weight: 2, isFixed: false, pin: null },
    ]);
  });

  it('fixes bookings, and what has begun, where they are', () => {
    const standing = [
      makeStanding('m1', ['a', 'b'], { origin: 'booking', slotId: 's10' }),
      makeStanding('m2', ['a', 'c'], { slotId: 's9' }),
      makeStanding('m3', ['b', 'c'], { slotId: 's10' }),
    ];
    const plan = planMeetings(makeRows({ standing }), none, defaultOptions, new Date('2027-05-10T09:00Z'));
    expect(plan.map(({ id, pin, isFixed }) => ({ id, slotId: pin?.slotId, isFixed }))).toEqual([
      { id: 'm1', slotId: 's10', isFixed: true },
      { id: 'm2', slotId: 's9', isFixed: true },
      { id: 'm3', slotId: undefined, isFixed: false },
    ]);
  });
});

describe('a plan for some sub-forums', () => {
  const options = { ...defaultOptions, subForumIds: ['energy'] };
  const rows = makeRows({
    requests: [
      makeRequest('r1', 'ab', { subForumId: 'energy' }),
      makeRequest('r2', 'ac', { subForumId: 'ports' }),
      makeRequest('r3', 'bc'),
      makeRequest('r4', 'bc', { subForumId: 'ports', state: 'scheduled' }),
      makeRequest('r5', 'ab', { subForumId: 'energy', state: 'scheduled' }),
    ],
    standing: [
      makeStanding('m4', ['b', 'c'], { meetingRequestId: 'r4' }),
      makeStanding('m5', ['a', 'b'], { meetingRequestId: 'r5', slotId: 's10' }),
    ],
  });

  it('keeps published meetings of others where they are, leaves out their requests, and counts both', () => {
    const plan = planMeetings(rows, none, options, before);
    expect(plan.map(({ id, isFixed, isPinned, pin }) => ({ id, isFixed, isPinned, slotId: pin?.slotId }))).toEqual([
      { id: 'r1', isFixed: false, isPinned: false, slotId: undefined },
      { id: 'r4', isFixed: true, isPinned: false, slotId: 's9' },
      { id: 'r5', isFixed: false, isPinned: false, slotId: undefined },
    ]);
    expect(countOutside(rows, options)).toEqual({ keptCount: 1, leftOutCount: 2 });
  });

  it('is one for all when none is named', () => {
    const plan = planMeetings(rows, none, defaultOptions, before);
    expect(plan.map(({ id, isFixed }) => ({ id, isFixed }))).toEqual(
      ['r1', 'r2', 'r3', 'r4', 'r5'].map((id) => ({ id, isFixed: false })),
    );
    expect(countOutside(rows, defaultOptions)).toBeNull();
  });
});

describe('buildProblem', () => {
  const build = (rows: ScheduleRows, now = before) =>
    buildProblem(rows, planMeetings(rows, none, defaultOptions, now), defaultOptions, now);

  it('turns a forum into a problem without faults', () => {
    const rows = makeRows({
      slots: [makeSlot('s9', 9), makeSlot('e9', 9, 'energy')],
      tables: [{ id: 't', subForumId: 'energy', place: 'room', seats: 3 }],
      delegations: [
        makeDelegation('a', {
          availability: [{ startsAt: '2027-05-10T08:00:00.000Z', endsAt: '2027-05-10T12:00:00.000Z' }],
          pauses: [{ startsAt: '2027-05-10T10:00:00.000Z', endsAt: '2027-05-10T10:30:00.000Z' }],
          dailyMaximum: 3,
          maxInARow: 2,
        }),
        makeDelegation('b', { dailyMaximum: 20 }),
        makeDelegation('c'),
      ],
      requests: [makeRequest('r1', 'ab', { subForumId: 'energy', mustMeetCount: 1 })],
    });
    const problem = build(rows);
    expect(checkProblem(problem)).toEqual([]);
    expect(problem).toEqual({
      slots: [
        {
          id: 's9',
          start: '2027-05-10T09:00:00.000Z',
          end: '2027-05-10T09:30:00.000Z',
          day: '2027-05-10',
          session: 'morning',
        },
        {
          id: 'e9',
          start: '2027-05-10T09:00:00.000Z',
          end: '2027-05-10T09:30:00.000Z',
          day: '2027-05-10',
          session: 'energy',
          subForum: 'energy',
        },
      ],
      tables: [{ id: 't', seats: 3, online: false, subForum: 'energy' }],
      participants: [
        {
          id: 'a',
          available: [['2027-05-10T08:00:00.000Z', '2027-05-10T12:00:00.000Z']],
          pauses: [['2027-05-10T10:00:00.000Z', '2027-05-10T10:30:00.000Z']],
          maxPerDay: 3,
          maxInARow: 2,
        },
        { id: 'b', maxPerDay: 8 },
      ],
      meetings: [
        {
          id: 'r1',
          participants: ['a', 'b'],
          weight: 4,
          sessions: ['morning', 'energy'],
          subForum: 'energy',
          online: false,
        },
      ],
    });
  });

  it('offers a meeting only the sessions in which all its delegations take part', () => {
    const rows = makeRows({
      slots: [makeSlot('s9', 9), makeSlot('e9', 9, 'energy'), makeSlot('p9', 9, 'ports')],
      delegations: [makeDelegation('a', { subForumIds: ['energy'] }), makeDelegation('b'), makeDelegation('c')],
      requests: [makeRequest('r1', 'ab'), makeRequest('r2', 'bc')],
    });
    expect(build(rows).meetings.map(({ sessions }) => sessions)).toEqual([
      ['morning', 'energy'],
      ['morning', 'energy', 'ports'],
    ]);
  });

  it('leaves a slot that has begun to what is held in it', () => {
    const rows = makeRows({ requests: [makeRequest('r1', 'bc')], standing: [makeStanding('m1', ['a', 'b'])] });
    const problem = build(rows, new Date('2027-05-10T09:10Z'));
    expect(problem.slots.map(({ session }) => session)).toEqual(['begun', 'morning']);
    expect(problem.meetings).toMatchObject([
      { id: 'm1', sessions: ['begun'], pin: { slot: 's9', table: 'room-2' } },
      { id: 'r1', sessions: ['morning'] },
    ]);
  });

  it('follows a wish for a room or online, else keeps the kind of the table, else prefers a room that can serve', () => {
    const rows = makeRows({
      requests: [
        makeRequest('r1', 'ab', { isOnline: true }),
        makeRequest('r2', 'ab', { isOnline: false }),
        makeRequest('r3', 'ac'),
        makeRequest('r4', 'abc'),
      ],
      standing: [makeStanding('m5', ['b', 'c'], { tableId: 'online-2' })],
    });
    const isOnline = Object.fromEntries(build(rows).meetings.map(({ id, online }) => [id, online]));
    // The only room has two seats, so three parties go online.
    expect(isOnline).toEqual({ m5: true, r1: true, r2: false, r3: false, r4: true });
  });

  it('weighs meetings and asks for fairness as the options say', () => {
    const options = { ...defaultOptions, meetingWeights: { pair: 5, triple: 7, mustMeet: 10 }, fairness: 1 };
    const requests = [makeRequest('r1', 'ab'), makeRequest('r2', 'abc'), makeRequest('r3', 'bc', { mustMeetCount: 2 })];
    const rows = makeRows({ requests, standing: [makeStanding('m4', ['a', 'c'])] });
    const problem = buildProblem(rows, planMeetings(rows, none, options, before), options, before);
    expect(checkProblem(problem)).toEqual([]);
    expect(Object.fromEntries(problem.meetings.map(({ id, weight }) => [id, weight]))).toEqual({
      r1: 5,
      r2: 7,
      r3: 25,
      m4: 5,
    });
    expect(problem.fairness).toBe(1);
    expect(build(rows).fairness).toBeUndefined();
  });

  it('names where published meetings are', () => {
    const rows = makeRows({ requests: [makeRequest('r1', 'bc')], standing: [makeStanding('m1', ['a', 'b'])] });
    expect(publishedPlacements(planMeetings(rows, none, defaultOptions, before))).toEqual([
      { meeting: 'm1', slot: 's9', table: 'room-2' },
    ]);
  });
});

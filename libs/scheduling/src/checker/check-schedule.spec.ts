import { describe, expect, it } from '@jest/globals';
import { at } from '../../test/random-problem.js';
import { checkSchedule, solve } from '../index.js';
import type { Placement, PublishedSchedule, ScheduleResult, SchedulingProblem } from '../index.js';
import type { Rule } from './violation.js';

/** Six slots of 20 minutes on one day and one on the next, four tables, every kind of constraint once. */
const problem: SchedulingProblem = {
  slots: Array.from({ length: 7 }, (_, index) => ({
    id: `s${index}`,
    start: at(index === 6 ? 11 : 10, (index % 6) * 20),
    end: at(index === 6 ? 11 : 10, (index % 6) * 20 + 20),
    day: index === 6 ? '11' : '10',
    session: index < 3 ? 'morning' : 'afternoon',
    ...(index === 5 ? { subForum: 'ports' } : {}),
  })),
  tables: [
    { id: 'two', seats: 2, online: false },
    { id: 'three', seats: 3, online: false },
    { id: 'online', seats: 3, online: true },
    { id: 'ports', seats: 3, online: false, subForum: 'ports' },
  ],
  participants: [
    { id: 'A', maxPerDay: 2 },
    {
      id: 'B',
      available: [
        [at(10, 0), at(10, 60)],
        [at(10, 60), at(10, 100)],
      ],
    },
    { id: 'C', pauses: [[at(10, 40), at(10, 60)]] },
    { id: 'D', maxInARow: 2 },
    { id: 'E' },
    { id: 'F' },
  ],
  meetings: [
    { id: 'AB', participants: ['A', 'B'], weight: 2, sessions: ['morning'] },
    { id: 'ACD', participants: ['A', 'C', 'D'], weight: 3 },
    { id: 'DE', participants: ['D', 'E'], weight: 2, pin: { slot: 's2' } },
    { id: 'DF', participants: ['D', 'F'], weight: 2, after: ['DE'] },
    { id: 'EF', participants: ['E', 'F'], weight: 1, online: true, subForum: 'energy' },
    { id: 'AE', participants: ['A', 'E'], weight: 1 },
  ],
};
const placements: Placement[] = [
  { meeting: 'AB', slot: 's0', table: 'two' },
  { meeting: 'ACD', slot: 's1', table: 'three' },
  { meeting: 'DE', slot: 's2', table: 'two' },
  { meeting: 'DF', slot: 's4', table: 'two' },
  { meeting: 'EF', slot: 's3', table: 'online' },
  { meeting: 'AE', slot: 's6', table: 'two' },
];
const valid: ScheduleResult = {
  placements,
  evidence: {
    weight: 11,
    maxWeight: 11,
    meetings: 6,
    maxMeetings: 6,
    // D waits in s3.
    breaks: 1,
    minBreaks: 0,
    minBreaksScope: 'placed',
    proof: { weight: 'certificate', breaks: 'certificate' },
    certificates: {
      weight: { participants: {}, tables: [] },
      meetings: { participants: {}, tables: [] },
      breaks: { slots: {} },
    },
    fairness: null,
    moved: 0,
    tablesChanged: 0,
    displaced: 0,
    endedBy: 'max-steps',
    seed: 1,
    steps: 10,
  },
  unplaced: [],
};

/** The valid result with one meeting elsewhere. */
function place(meeting: string, change: Partial<Placement>): ScheduleResult {
  const moved = placements.map((placement) =>
    placement.meeting === meeting ? { ...placement, ...change } : placement,
  );
  return { ...valid, placements: moved };
}

/** The valid result with other evidence. */
function claim(change: Partial<ScheduleResult['evidence']>): ScheduleResult {
  return { ...valid, evidence: { ...valid.evidence, ...change } };
}

function rulesOf(result: ScheduleResult, published?: PublishedSchedule, of = problem): Rule[] {
  return checkSchedule(of, result, published).map((violation) => violation.rule);
}

describe('checkSchedule', () => {
  it('has nothing against a valid schedule, nor against what the solver makes of the problem', () => {
    expect(checkSchedule(problem, valid)).toEqual([]);
    expect(checkSchedule(problem, solve(problem, { seed: 1, maxSteps: 1000 }))).toEqual([]);
  });

  it.each<[Rule, string, ScheduleResult]>([
    ['unknown-id', 'a slot that is not there', place('AE', { slot: 's9' })],
    ['placed-twice', 'a meeting twice', { ...valid, placements: [...placements, placements[0]!] }],
    ['session', 'a morning meeting in the afternoon', place('AB', { slot: 's3' })],
    ['sub-forum', 'a meeting in a slot of another sub-forum', place('EF', { slot: 's5' })],
    ['pin', 'a pinned meeting elsewhere', place('DE', { slot: 's0', table: 'three' })],
    ['availability', 'a party that has left', place('AB', { slot: 's5' })],
    ['pause', 'a party in its pause', place('ACD', { slot: 's2' })],
    ['table-seats', 'three parties at two seats', place('ACD', { table: 'two' })],
    ['table-kind', 'an online meeting in a room', place('EF', { table: 'two' })],
    ['table-sub-forum', 'a reserved table for another meeting', place('AE', { table: 'ports' })],
    ['two-seats-first', 'a third seat wasted', place('AE', { table: 'three' })],
    ['double-booking', 'a party in two meetings', place('AE', { slot: 's0', table: 'three' })],
    ['table-taken', 'two meetings at one table', place('EF', { slot: 's1', table: 'three' })],
    ['daily-maximum', 'a third meeting of A on a day', place('AE', { slot: 's4', table: 'three' })],
    ['too-many-in-a-row', 'a third meeting in a row', place('DF', { slot: 's3' })],
    ['precedence', 'a meeting before the one it follows', place('DF', { slot: 's0', table: 'three' })],
    ['unplaced-list', 'a meeting that is silently left out', { ...valid, placements: placements.slice(1) }],
    ['evidence', 'too few breaks', claim({ breaks: 0 })],
    ['evidence', 'too many breaks', claim({ breaks: 2 })],
    ['evidence', 'another weight', claim({ weight: 10 })],
    ['evidence', 'another number of meetings', claim({ meetings: 5 })],
    ['evidence', 'a bound below the weight', claim({ maxWeight: 10 })],
    ['evidence', 'a bound below the number of meetings', claim({ maxMeetings: 5 })],
    ['evidence', 'a bound above the breaks', claim({ minBreaks: 2 })],
    ['evidence', 'a proof without one', claim({ endedBy: 'proven-best' })],
    ['certificate', 'a weight bound that its certificate does not reach', claim({ maxWeight: 12 })],
    ['certificate', 'breaks that no certificate shows', claim({ breaks: 1, minBreaks: 1 })],
    ['fairness', 'fairness that nobody asked for', claim({ fairness: { asked: 1, reached: 1, isProven: true } })],
    ['evidence', 'a moved meeting where nothing was published', claim({ moved: 1 })],
    ['evidence', 'displaced meetings that nothing displaces', claim({ displaced: 1 })],
  ])('refuses by the rule "%s": %s', (rule, _, result) => {
    expect(rulesOf(result)).toContain(rule);
  });

  it('refuses a day that is too full by that rule only, when all else is right', () => {
    const tighter = { ...problem, participants: problem.participants.map((one) => ({ ...one, maxPerDay: 2 })) };
    expect(rulesOf(valid, {}, tighter)).toEqual(['daily-maximum']);
  });

  it('refuses moved meetings that are hidden, beyond k, or unplaced without leave', () => {
    const previous = placements.map((one) => (one.meeting === 'EF' ? { ...one, slot: 's0' } : one));
    expect(rulesOf(valid, { previous })).toEqual(['evidence']);
    expect(rulesOf(claim({ moved: 1 }), { previous })).toEqual([]);
    expect(rulesOf(claim({ moved: 1 }), { previous, maxMoves: 0 })).toEqual(['published-moves']);
    expect(rulesOf(claim({ moved: 1, displaced: 1 }), { previous, maxMoves: 0 })).toEqual(['evidence']);

    const without: ScheduleResult = {
      placements: placements.filter((one) => one.meeting !== 'EF'),
      evidence: { ...valid.evidence, weight: 10, meetings: 5, moved: 1 },
      unplaced: [{ meeting: 'EF', headline: 'no-table', perSlot: [] }],
    };
    expect(rulesOf(without, { previous })).toEqual(['published-unplaced']);
    expect(rulesOf(without, { previous, allowUnplace: true })).toEqual([]);
  });

  it('counts a table changed under a published meeting', () => {
    const previous = placements.map((one) => (one.meeting === 'AE' ? { ...one, table: 'three' } : one));
    expect(rulesOf(valid, { previous })).toEqual(['evidence']);
    expect(rulesOf(claim({ tablesChanged: 1 }), { previous })).toEqual([]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { tryEverything } from '../../test/brute-force.js';
import { drawProblem } from '../../test/random-problem.js';
import { drawLargeProblem, families } from '../../test/scale-problem.js';
import { makeProblem, slotsInARow } from '../../test/small-problem.js';
import { assessSchedule, checkPlacements, checkProblem, checkSchedule, solve } from '../index.js';
import type { Interval, Placement, SchedulingProblem, SolveProgress } from '../index.js';

const seeds = Array.from({ length: 120 }, (_, seed) => seed);

describe('solve, beside trying everything', () => {
  it('is never above the optimum, within its bounds, accepted by the checker, and nearly always at the optimum', () => {
    let atWeight = 0;
    let atBreaks = 0;
    for (const seed of seeds) {
      const problem = drawProblem(seed);
      expect(checkProblem(problem)).toEqual([]);
      const best = tryEverything(problem);
      const result = solve(problem, { seed, maxSteps: 400 });
      expect({ seed, violations: checkSchedule(problem, result) }).toEqual({ seed, violations: [] });

      const { weight, maxWeight, maxMeetings, breaks, minBreaks } = result.evidence;
      const placedIds = result.placements.map((placement) => placement.meeting).join();
      expect(weight).toBeLessThanOrEqual(best.weight);
      expect(maxWeight).toBeGreaterThanOrEqual(best.weight);
      expect(maxMeetings).toBeGreaterThanOrEqual(best.count);
      expect(breaks).toBeGreaterThanOrEqual(best.fewestBreaks.get(placedIds)!);
      expect(minBreaks).toBeLessThanOrEqual(best.fewestBreaks.get(placedIds)!);
      if (weight === best.weight) atWeight++;
      if (weight === best.weight && breaks === best.breaks) atBreaks++;
    }
    process.stdout.write(`optimal weight in ${atWeight}, optimal breaks in ${atBreaks} of ${seeds.length} problems\n`);
    expect(atWeight).toBeGreaterThanOrEqual(0.95 * seeds.length);
    expect(atBreaks).toBeGreaterThanOrEqual(0.9 * seeds.length);
  });

  it.each([
    ['a round of four in the three slots that just hold it', makeProblem(3, 2, ['AB', 'CD', 'AC', 'BD', 'AD', 'BC'])],
    ['a triangle, of which two slots hold two', makeProblem(2, 3, ['AB', 'BC', 'CA'])],
    [
      'a heavy triple against three light pairs',
      makeProblem(1, 3, ['AB', 'CD', 'EF', 'ACE'], [{}, {}, {}, { weight: 4 }]),
    ],
    [
      'a chain of precedences in as many slots',
      makeProblem(3, 1, ['AB', 'AC', 'AD'], [{ after: ['AC'] }, { after: ['AD'] }, {}]),
    ],
    ['a pin in the middle that splits a day', makeProblem(4, 2, ['AB', 'AC', 'AD'], [{ pin: { slot: 's1' } }, {}, {}])],
    ['more meetings than tables', makeProblem(2, 1, ['AB', 'CD', 'EF'], [{ weight: 2 }, {}, { weight: 3 }])],
  ])('finds the best schedule of %s', (_, problem) => {
    const best = tryEverything(problem);
    const result = solve(problem, { seed: 1, maxSteps: 2000 });
    expect(checkSchedule(problem, result)).toEqual([]);
    expect([result.evidence.weight, result.evidence.breaks]).toEqual([best.weight, best.breaks]);
  });
});

describe('solve, when nothing that matters changes', () => {
  const worth = (problem: SchedulingProblem): unknown => {
    const { weight, maxWeight, meetings, maxMeetings, breaks, minBreaks } = solve(problem, {
      seed: 3,
      maxSteps: 300,
    }).evidence;
    return { weight, maxWeight, meetings, maxMeetings, breaks, minBreaks };
  };

  it('gives the same value after renaming everything', () => {
    for (const seed of seeds.slice(0, 40)) {
      const problem = drawProblem(seed);
      const renamed = JSON.stringify(problem)
        .replace(/"([smpt]\d+)"/g, '"new-$1"')
        .replace(/energy/g, 'Energie');
      expect(worth(JSON.parse(renamed) as SchedulingProblem)).toEqual(worth(problem));
    }
  });

  it('gives the same value when time runs backwards, with everything that depends on it', () => {
    const mirror = (text: string): string => new Date(2 * Date.UTC(2027, 4, 11) - Date.parse(text)).toISOString();
    const turn = ([from, to]: Interval): Interval => [mirror(to), mirror(from)];
    for (const seed of seeds.slice(0, 40)) {
      const problem = drawProblem(seed);
      const after = (id: string): string[] =>
        problem.meetings.filter((other) => other.after?.includes(id)).map((other) => other.id);
      const reversed: SchedulingProblem = {
        ...problem,
        slots: problem.slots.map((slot) => ({ ...slot, start: mirror(slot.end), end: mirror(slot.start) })),
        participants: problem.participants.map((one) => ({
          ...one,
          ...(one.available ? { available: one.available.map(turn) } : {}),
          ...(one.pauses ? { pauses: one.pauses.map(turn) } : {}),
        })),
        meetings: problem.meetings.map((meeting) => ({ ...meeting, after: after(meeting.id) })),
      };
      expect({ seed, worth: worth(reversed) }).toEqual({ seed, worth: worth(problem) });
    }
  });

  it('places the same weight when slots change places, where no order and no row is asked for', () => {
    for (const seed of seeds.slice(0, 60)) {
      const problem = drawProblem(seed);
      const plain: SchedulingProblem = {
        ...problem,
        slots: problem.slots.map((slot, index) => ({ ...slot, ...slotsInARow(6)[index]!, session: slot.session })),
        participants: problem.participants.map(({ id, maxPerDay }) => ({
          id,
          ...(maxPerDay === undefined ? {} : { maxPerDay }),
        })),
        meetings: problem.meetings.map((meeting) => ({ ...meeting, after: [] })),
      };
      const times = plain.slots.map(({ start, end }) => ({ start, end })).reverse();
      const permuted = { ...plain, slots: plain.slots.map((slot, index) => ({ ...slot, ...times[index]! })) };
      const weightOf = (one: SchedulingProblem): number => solve(one, { seed, maxSteps: 300 }).evidence.weight;
      expect({ seed, weight: weightOf(permuted) }).toEqual({ seed, weight: weightOf(plain) });
    }
  });

  it('gives the same value with a table that no meeting may use and a participant without meetings', () => {
    for (const seed of seeds.slice(0, 40)) {
      const problem = drawProblem(seed);
      const more: SchedulingProblem = {
        ...problem,
        tables: [{ id: 'unused', seats: 3, online: false, subForum: 'nobody' }, ...problem.tables],
        participants: [{ id: 'idle', maxPerDay: 0 }, ...problem.participants],
      };
      expect(worth(more)).toEqual(worth(problem));
    }
  });

  it('gives the same schedule for the same seed and steps', () => {
    const parties = ['AB', 'AC', 'AD', 'BC', 'BD', 'CD', 'AE', 'BE', 'CE', 'EF', 'DF', 'AF'];
    const problem = makeProblem(6, 2, parties);
    const once = solve(problem, { seed: 7, maxSteps: 3000 });
    expect(solve(problem, { seed: 7, maxSteps: 3000 })).toEqual(once);
  });
});

describe('solve, while it runs', () => {
  const problem = makeProblem(4, 1, ['AB', 'AC', 'AD', 'BC', 'BD', 'CD']);

  it('ends when it is told to, with a checked schedule that says so', () => {
    let asked = 0;
    const result = solve(problem, { seed: 1, maxSteps: 1_000_000, shouldStop: () => ++asked > 3 });
    expect(result.evidence).toMatchObject({ endedBy: 'stopped' });
    expect(result.evidence.steps).toBeLessThan(1000);
    expect(checkSchedule(problem, result)).toEqual([]);
  });

  it('tells how far it is, and ends with what the result says', () => {
    const told: SolveProgress[] = [];
    const { evidence } = solve(problem, { seed: 1, maxSteps: 1000, onProgress: (progress) => told.push(progress) });
    const { weight, maxWeight, breaks, minBreaks, steps } = evidence;
    expect(told.length).toBeGreaterThan(10);
    expect(told.at(-1)).toEqual({ weight, maxWeight, breaks, minBreaks, steps, maxSteps: 1000 });
    expect(told.every(({ steps: now }, index) => index === 0 || now >= told[index - 1]!.steps)).toBe(true);
  });

  it('hands out each better schedule, so that whoever ends the search has it', () => {
    const large = drawLargeProblem('uniform', { participants: 40, slots: 16, meetings: 300 }, 1);
    const incumbents: Placement[][] = [];
    const result = solve(large, {
      seed: 1,
      maxSteps: 20_000,
      onIncumbent: (placements) => incumbents.push(placements),
    });
    expect(incumbents.length).toBeGreaterThan(3);
    const search = { endedBy: 'stopped' as const, seed: 1, steps: 0, displaced: 0 };
    const weights = incumbents.map((placements) => {
      // Tables are not settled: a third seat may be empty.
      const rules = checkPlacements(large, placements).map(({ rule }) => rule);
      expect(rules.filter((rule) => rule !== 'two-seats-first')).toEqual([]);
      return assessSchedule(large, placements, [], search).evidence.weight;
    });
    expect(weights).toEqual([...weights].sort((a, b) => a - b));
    expect(weights.at(-1)).toBe(result.evidence.weight);
  });

  it('gives the same schedule for the same seed and steps on a larger problem, all of it checked', () => {
    for (const family of families) {
      const large = drawLargeProblem(family, { participants: 60, slots: 16, meetings: 500 }, 2);
      const once = solve(large, { seed: 5, maxSteps: 5000 });
      expect(checkSchedule(large, once)).toEqual([]);
      expect(solve(large, { seed: 5, maxSteps: 5000 })).toEqual(once);
    }
  });

  it('refuses a problem or options with faults, naming each', () => {
    const broken = { ...problem, meetings: [{ ...problem.meetings[0]!, weight: 1.5 }] };
    expect(() => solve(broken, { seed: 0.5, maxSteps: -1 })).toThrow(
      /meetings\[0\]\.weight: 1\.5 is not a whole number from 1\nseed: 0\.5 .*\nmaxSteps: -1 /,
    );
  });
});

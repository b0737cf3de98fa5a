import { describe, expect, it } from '@jest/globals';
import { drawProblem } from '../../test/random-problem.js';
import { makeProblem } from '../../test/small-problem.js';
import { checkProblem, checkSchedule, solve } from '../index.js';
import type { Placement, SchedulingProblem } from '../index.js';

const seeds = Array.from({ length: 120 }, (_, seed) => seed);

describe('solve, against a published schedule', () => {
  const parties = ['AB', 'AC', 'BC', 'CD', 'BD'];
  const problem = makeProblem(4, 2, parties);
  const previous = solve(problem, { seed: 1, maxSteps: 500 }).placements;
  const options = { seed: 2, maxSteps: 500, previous };

  it('changes nothing when nothing has changed', () => {
    const result = solve(problem, options);
    expect(result.placements).toEqual(previous);
    expect(result.evidence).toMatchObject({ moved: 0, tablesChanged: 0, displaced: 0 });
  });

  it('places a late arrival without moving anyone, when k is 0', () => {
    const later = makeProblem(4, 2, [...parties, 'AE', 'AF', 'DE'], [{}, {}, {}, {}, {}, { weight: 9 }]);
    const result = solve(later, { ...options, maxMoves: 0 });
    expect(checkSchedule(later, result, { previous, maxMoves: 0 })).toEqual([]);
    expect(result.evidence.moved).toBe(0);
    expect(result.placements).toEqual(expect.arrayContaining(previous));
    expect(result.evidence.meetings).toBeGreaterThan(previous.length);
  });

  it('moves one meeting for a heavier weight when k allows it, and none when it does not', () => {
    const full = makeProblem(2, 1, ['AB', 'AC'], [{}, { weight: 5, pin: { slot: 's0' } }]);
    const published: Placement[] = [{ meeting: 'AB', slot: 's0', table: 't0' }];
    const moved = (maxMoves: number): unknown => {
      const result = solve(full, { seed: 1, maxSteps: 500, previous: published, maxMoves });
      expect(checkSchedule(full, result, { previous: published, maxMoves })).toEqual([]);
      return [result.evidence.weight, result.evidence.moved];
    };
    expect(moved(1)).toEqual([6, 1]);
    expect(moved(0)).toEqual([1, 0]);
  });

  it('unplaces a published meeting for a heavier one only when that is allowed', () => {
    const full = makeProblem(1, 1, ['AB', 'AC'], [{}, { weight: 5 }]);
    const published: Placement[] = [{ meeting: 'AB', slot: 's0', table: 't0' }];
    const placed = (allowUnplace: boolean): string[] => {
      const result = solve(full, { seed: 1, maxSteps: 500, previous: published, allowUnplace });
      expect(checkSchedule(full, result, { previous: published, allowUnplace })).toEqual([]);
      return result.placements.map((placement) => placement.meeting);
    };
    expect([placed(false), placed(true)]).toEqual([['AB'], ['AC']]);
  });

  it('reports what had to move or change the table because a table was lost', () => {
    const lost = { ...problem, tables: problem.tables.slice(1) };
    const result = solve(lost, { ...options, maxMoves: 0 });
    expect(checkSchedule(lost, result, { previous, maxMoves: 0 })).toEqual([]);
    const { displaced, moved, tablesChanged } = result.evidence;
    expect(displaced).toBeGreaterThan(0);
    expect(moved).toBeLessThanOrEqual(displaced);
    expect(tablesChanged + moved).toBeGreaterThan(0);
  });

  it('ends at once when there is nothing to try, and says why the published meeting is gone', () => {
    const closed: SchedulingProblem = {
      ...makeProblem(1, 1, ['AB']),
      participants: [{ id: 'A', available: [] }, { id: 'B' }],
    };
    const published: Placement[] = [{ meeting: 'AB', slot: 's0', table: 't0' }];
    const result = solve(closed, { seed: 1, maxSteps: 1_000_000, previous: published });
    expect(checkSchedule(closed, result, { previous: published })).toEqual([]);
    expect(result.evidence).toMatchObject({
      weight: 0,
      maxWeight: 0,
      moved: 1,
      displaced: 1,
      steps: 0,
      endedBy: 'proven-best',
    });
    expect(result.unplaced).toEqual([
      {
        meeting: 'AB',
        headline: 'party-unavailable',
        perSlot: [{ slot: 's0', obstacles: [{ kind: 'party-unavailable', participant: 'A', meetings: [] }] }],
      },
    ]);
  });

  it('keeps to the options on random published schedules, with and without a lost table', () => {
    for (const seed of seeds) {
      const before = drawProblem(seed);
      const published = solve(before, { seed, maxSteps: 100 }).placements;
      const now: SchedulingProblem = { ...before, tables: before.tables.slice(seed % 2) };
      if (now.tables.length === 0 || checkProblem(now).length > 0) continue;
      for (const keep of [{ maxMoves: 0 }, { maxMoves: 1 }, { allowUnplace: true }]) {
        const result = solve(now, { seed, maxSteps: 300, previous: published, ...keep });
        expect({ seed, found: checkSchedule(now, result, { previous: published, ...keep }) }).toEqual({
          seed,
          found: [],
        });
      }
    }
  });
});

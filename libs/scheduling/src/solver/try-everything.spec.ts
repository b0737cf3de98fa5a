import { describe, expect, it } from '@jest/globals';
import { findBestValue } from '../../test/brute-force.js';
import { Draw, drawProblem } from '../../test/random-problem.js';
import { checkSchedule, solve, type SchedulingProblem } from '../index.js';

/** Up to eight meetings in up to five slots, every third problem with fairness. */
function drawFair(seed: number): SchedulingProblem {
  const problem = drawProblem(seed, 8);
  return seed % 3 === 0 ? { ...problem, fairness: new Draw(seed).below(2) } : problem;
}

describe('solve, on small problems', () => {
  it('agrees with trying everything, and proves it', () => {
    const met = { eight: 0, unfair: 0, searched: 0 };
    for (let seed = 0; seed < 200; seed++) {
      const problem = drawFair(seed);
      const best = findBestValue(problem);
      const result = solve(problem, { seed, maxSteps: 200 });
      const { weight, breaks, endedBy, fairness, proof } = result.evidence;
      const unfairness = fairness ? Math.max(0, fairness.reached - fairness.asked) : 0;
      expect({ seed, weight, unfairness, breaks, endedBy }).toEqual({ seed, ...best, endedBy: 'proven-best' });
      expect({ seed, violations: checkSchedule(problem, result) }).toEqual({ seed, violations: [] });
      if (fairness) expect(fairness).toMatchObject({ asked: problem.fairness, isProven: true });
      if (problem.meetings.length === 8) met.eight++;
      if (unfairness > 0) met.unfair++;
      if (proof.weight === 'solver' || proof.breaks === 'solver') met.searched++;
    }
    // Each of them was there, so that none holds by never occurring.
    expect(Object.values(met).every((count) => count > 0)).toBe(true);
  });

  it('proves the fewest moved meetings too, against a published schedule', () => {
    let moved = 0;
    for (let seed = 0; seed < 60; seed++) {
      const before = drawProblem(seed, 8);
      const previous = solve(before, { seed, maxSteps: 100 }).placements;
      const now = { ...before, tables: before.tables.slice(seed % 2 === 0 && before.tables.length > 1 ? 1 : 0) };
      if (now.meetings.some(({ pin }) => pin?.table !== undefined)) continue;
      const free = solve(now, { seed, maxSteps: 200, previous });
      expect(checkSchedule(now, free, { previous })).toEqual([]);
      expect(free.evidence.endedBy).toBe('proven-best');
      // With as many moves as the best schedule makes there is nothing to lose; with one fewer there is.
      const { moved: count, displaced, weight } = free.evidence;
      if (count <= displaced) continue;
      moved++;
      const enough = solve(now, { seed, maxSteps: 200, previous, maxMoves: count - displaced });
      expect(enough.evidence).toMatchObject({ weight, moved: count });
      const fewer = solve(now, { seed, maxSteps: 200, previous, maxMoves: count - displaced - 1 });
      expect(fewer.evidence.weight).toBeLessThan(weight);
    }
    expect(moved).toBeGreaterThan(0);
  });
});

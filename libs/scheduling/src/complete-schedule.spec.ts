import { describe, expect, it } from '@jest/globals';
import { drawProblem } from '../test/random-problem.js';
import { checkSchedule, completeSchedule, solve, type Placement } from './index.js';

describe('completeSchedule', () => {
  it('makes of every incumbent a result without violations, that keeps its times', () => {
    let count = 0;
    let placedMore = 0;
    for (let seed = 0; seed < 60; seed++) {
      const problem = drawProblem(seed);
      const previous = seed % 2 === 0 ? [] : solve(problem, { seed: seed + 1, maxSteps: 5 }).placements;
      const incumbents: Placement[][] = [];
      solve(problem, { seed, maxSteps: 100, previous, onIncumbent: (placements) => incumbents.push(placements) });
      for (const incumbent of incumbents) {
        const result = completeSchedule(problem, incumbent, previous, { seed, steps: 7 });
        expect(checkSchedule(problem, result, { previous })).toEqual([]);
        const slotOf = new Map(result.placements.map(({ meeting, slot }) => [meeting, slot]));
        expect(incumbent.map(({ meeting }) => slotOf.get(meeting))).toEqual(incumbent.map(({ slot }) => slot));
        expect(result.evidence).toMatchObject({ seed, steps: 7 });
        count++;
        placedMore += Number(result.placements.length > incumbent.length);
      }
    }
    expect(count).toBeGreaterThan(60);
    expect(placedMore).toBeGreaterThan(0);
  });

  it('is at the end of the search what the search gave', () => {
    for (let seed = 0; seed < 30; seed++) {
      const problem = drawProblem(seed);
      const solved = solve(problem, { seed, maxSteps: 100 });
      const { steps } = solved.evidence;
      expect(completeSchedule(problem, solved.placements, [], { seed, steps }).placements).toEqual(solved.placements);
    }
  });
});

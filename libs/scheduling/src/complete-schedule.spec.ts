import { describe, expect, it } from '@jest/globals';
import { drawProblem } from '../test/random-problem.js';
import {
  checkPlacements,
  checkSchedule,
  completeSchedule,
  solve,
  type Placement,
  type SchedulingProblem,
} from './index.js';

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

  it('gives two parties the table for two that is free', () => {
    const slot = { id: 's', start: '2027-05-10T09:00Z', end: '2027-05-10T09:30Z', day: '10', session: 'morning' };
    const problem: SchedulingProblem = {
      slots: [slot],
      tables: [2, 3].map((seats) => ({ id: `t${seats}`, seats: seats as 2 | 3, online: false })),
      participants: [{ id: 'a' }, { id: 'b' }],
      meetings: [{ id: 'ab', participants: ['a', 'b'], weight: 2 }],
    };
    const at = (table: string) => [{ meeting: 'ab', slot: 's', table }];
    expect(checkPlacements(problem, at('t3'))).toEqual([]);
    const { placements } = completeSchedule(problem, at('t3'), [], { seed: 1, steps: 0 });
    expect(placements).toEqual(at('t2'));
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

import { describe, expect, it } from '@jest/globals';
import { drawProblem } from '../test/random-problem.js';
import { checkSittings } from './checker/check-sittings.js';
import { checkTogether } from './checker/check-together.js';
import { readSittings } from './checker/sitting.js';
import { listPlaces, refuseMove, solve } from './index.js';

describe('listPlaces and refuseMove', () => {
  it('allow exactly the places that the checker allows, for placed and unplaced meetings', () => {
    let open = 0;
    let refused = 0;
    for (let seed = 0; seed < 60; seed++) {
      const problem = drawProblem(seed);
      const { placements } = solve(problem, { seed, maxSteps: 50 });
      for (const { id: meeting } of problem.meetings) {
        const others = placements.filter((placement) => placement.meeting !== meeting);
        for (const { slot, obstacles, tables } of listPlaces(problem, placements, meeting)) {
          for (const { table, obstacles: atTable } of tables) {
            const to = { meeting, slot, table };
            const { sittings } = readSittings(problem, [...others, to]);
            // A three-seat table may be chosen by hand, as if it had been published.
            const faults = [...checkSittings(problem, sittings, [...others, to]), ...checkTogether(problem, sittings)];
            const reasons = [...obstacles, ...atTable];
            expect({ seed, to, isFree: reasons.length === 0 }).toEqual({ seed, to, isFree: faults.length === 0 });
            expect(refuseMove(problem, placements, to)).toEqual(reasons);
            if (reasons.length === 0) open++;
            else refused++;
          }
        }
      }
    }
    expect(Math.min(open, refused)).toBeGreaterThan(100);
  });

  it('say which id is unknown', () => {
    const problem = drawProblem(1);
    expect(() => listPlaces(problem, [], 'nobody')).toThrow('Meeting nobody is not in the problem.');
    expect(() => refuseMove(problem, [], { meeting: 'm0', slot: 's9', table: 't0' })).toThrow('Slot s9 is not in');
    expect(() => refuseMove(problem, [], { meeting: 'm0', slot: 's0', table: 't9' })).toThrow('Table t9 is not in');
  });
});

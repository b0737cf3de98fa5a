import { describe, expect, it } from '@jest/globals';
import { drawProblem } from '../test/random-problem.js';
import { assessSchedule, checkPlacements, checkSchedule, solve } from './index.js';

describe('assessSchedule', () => {
  it('gives the evidence and the causes that solving gave, for the same schedule', () => {
    for (let seed = 0; seed < 100; seed++) {
      const problem = drawProblem(seed);
      const previous = solve(problem, { seed: seed + 1, maxSteps: 20 }).placements;
      const solved = solve(problem, { seed, maxSteps: 100, previous });
      const { endedBy, steps, displaced } = solved.evidence;
      const search = { endedBy, seed, steps, displaced };
      const assessed = assessSchedule(problem, solved.placements, previous, search);
      const { proof } = solved.evidence;
      // What only a search of everything shows is lost.
      if (proof.weight === 'solver' || proof.breaks === 'solver') {
        expect({ ...assessed, evidence: null }).toEqual({ ...solved, evidence: null });
        expect(assessed.evidence.endedBy).toBe('stopped');
      } else expect(assessed).toEqual(solved);
    }
  });

  it('counts again when a meeting was taken out, as the checker does', () => {
    let lost = 0;
    for (let seed = 0; seed < 100; seed++) {
      const problem = drawProblem(seed);
      const { placements, evidence } = solve(problem, { seed, maxSteps: 100 });
      const result = assessSchedule(problem, placements.slice(1), [], evidence);
      const rules = checkSchedule(problem, result).filter(({ rule }) => rule === 'evidence' || rule === 'placed-twice');
      expect(rules).toEqual([]);
      if (evidence.endedBy === 'proven-best' && placements.length > 0) {
        expect(result.evidence.endedBy).toBe('stopped');
        lost++;
      }
    }
    expect(lost).toBeGreaterThan(10);
  });
});

describe('checkPlacements', () => {
  it('finds nothing in what was solved, and a table that two meetings share', () => {
    let shared = 0;
    for (let seed = 0; seed < 60; seed++) {
      const problem = drawProblem(seed);
      const { placements } = solve(problem, { seed, maxSteps: 50 });
      expect(checkPlacements(problem, placements)).toEqual([]);
      const [one, other] = placements;
      if (!one || !other) continue;
      const rules = checkPlacements(problem, [one, { ...other, slot: one.slot, table: one.table }]).map((v) => v.rule);
      expect(rules).toContain('table-taken');
      shared++;
    }
    expect(shared).toBeGreaterThan(20);
  });
});

import type { Placement, SchedulingProblem } from '../problem.js';
import { checkSittings } from './check-sittings.js';
import { checkTogether } from './check-together.js';
import { readSittings } from './sitting.js';
import type { Violation } from './violation.js';

/**
 * The hard constraints that a schedule breaks, whoever made it. A three-seat table may have been chosen by hand for two
 * parties. The problem must be without faults (`checkProblem`). Cost O(placements · slots).
 */
export function checkPlacements(problem: SchedulingProblem, placements: Placement[]): Violation[] {
  const { sittings, violations } = readSittings(problem, placements);
  return [...violations, ...checkSittings(problem, sittings, placements), ...checkTogether(problem, sittings)];
}

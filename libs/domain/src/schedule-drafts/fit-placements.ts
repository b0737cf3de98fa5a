import { checkPlacements, refuseMove, type Obstacle, type Placement, type SchedulingProblem } from '#scheduling';

/** A placement that cannot stand beside the others, with what stands in its way. */
export interface Misfit {
  placement: Placement;
  obstacles: Obstacle[];
}

/**
 * What of a schedule can stand: everything without a violation, and of the rest, in order, whatever fits beside what is kept by
 * then. Cost O(placements²), and one indexing of the problem for each placement that takes part in a violation.
 *
 * @param placements those that go first come first, each of a meeting, slot and table of the problem, a meeting once
 */
export function fitPlacements(
  problem: SchedulingProblem,
  placements: readonly Placement[],
): { kept: Placement[]; misfits: Misfit[] } {
  const doubtful = new Set(checkPlacements(problem, [...placements]).flatMap(({ meetings }) => meetings));
  const kept = placements.filter(({ meeting }) => !doubtful.has(meeting));
  const misfits: Misfit[] = [];
  for (const placement of placements.filter(({ meeting }) => doubtful.has(meeting))) {
    const obstacles = refuseMove(problem, kept, placement);
    if (obstacles.length === 0) kept.push(placement);
    else misfits.push({ placement, obstacles });
  }
  return { kept, misfits };
}

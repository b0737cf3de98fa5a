import { checkPlacements, GrowingSchedule, type Obstacle, type Placement, type SchedulingProblem } from '#scheduling';

/** A placement that cannot stand beside the others, with what stands in its way. */
export interface Misfit {
  placement: Placement;
  obstacles: Obstacle[];
}

/**
 * What of a schedule can stand: everything without a violation, and of the rest, in order, whatever fits beside what is kept by
 * then. Cost O(placements · slots), one check and one indexing of the problem.
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
  const schedule = new GrowingSchedule(problem, kept);
  for (const placement of placements.filter(({ meeting }) => doubtful.has(meeting))) {
    const obstacles = schedule.refuse(placement);
    if (obstacles.length > 0) misfits.push({ placement, obstacles });
    else {
      schedule.add(placement);
      kept.push(placement);
    }
  }
  return { kept, misfits };
}

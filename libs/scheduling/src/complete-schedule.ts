import { assessSchedule } from './assess-schedule.js';
import type { SearchEvidence } from './build-evidence.js';
import { checkProblem } from './check-problem.js';
import { indexPlacements } from './indexed-placements.js';
import { indexProblem } from './index-problem.js';
import type { Placement, SchedulingProblem } from './problem.js';
import type { ScheduleResult } from './result.js';
import { settleTables } from './solver/settle-tables.js';
import { keepPublished, placeGreedily } from './solver/start.js';
import { Timetable } from './timetable.js';

/**
 * What a search that was ended from outside would have given at its end: gives each meeting its best table and whatever still
 * has room a place, moves nothing in time, and counts the evidence and the causes.
 *
 * Cost as the end of `solve`: seconds for 50,000 meetings.
 *
 * @param incumbent the placements that `onIncumbent` told last
 * @param previous the published schedule that the search was to keep; empty in a first solve
 * @throws RangeError with every fault of the problem (`checkProblem`)
 */
export function completeSchedule(
  problem: SchedulingProblem,
  incumbent: Placement[],
  previous: Placement[],
  { seed, steps }: Pick<SearchEvidence, 'seed' | 'steps'>,
): ScheduleResult {
  const faults = checkProblem(problem);
  if (faults.length > 0) throw new RangeError(`This is no scheduling problem.\n${faults.join('\n')}`);
  const indexed = indexProblem(problem);
  const published = indexPlacements(indexed, previous);
  const displaced = keepPublished(new Timetable(indexed, published));
  const timetable = new Timetable(indexed, published);
  const { slotOf, tableOf } = indexPlacements(indexed, incumbent);
  slotOf.forEach((slot, meeting) => {
    if (slot !== -1 && tableOf[meeting] !== -1) timetable.place(meeting, slot, tableOf[meeting]!);
  });
  settleTables(timetable);
  placeGreedily(timetable);
  // Counted as stopped unless its bounds prove it.
  const search = { endedBy: 'proven-best' as const, seed, steps, displaced };
  return assessSchedule(problem, timetable.placements(), previous, search);
}

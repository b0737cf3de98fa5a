import { boundBreaks } from './bounds/break-bound.js';
import { boundMeetings } from './bounds/meeting-bound.js';
import { checkProblem } from './check-problem.js';
import { buildEvidence, isProvenBest, type SearchEvidence } from './build-evidence.js';
import { explainUnplaced } from './explain-unplaced.js';
import { indexProblem } from './index-problem.js';
import type { Placement, SchedulingProblem } from './problem.js';
import type { ScheduleResult } from './result.js';
import { indexPlacements } from './indexed-placements.js';
import { Timetable } from './timetable.js';

/**
 * The evidence of a schedule that was changed by hand, and the causes of what it leaves out, counted anew; places and moves
 * nothing. A meeting that was taken out by hand may have a slot without obstacles: it could go back there.
 * A search that had proven its schedule best counts as stopped when the change lost that.
 *
 * @param placements a schedule without violations (`checkPlacements`)
 * @param previous the published schedule; empty in a first solve
 * @throws RangeError with every fault of the problem (`checkProblem`)
 */
export function assessSchedule(
  problem: SchedulingProblem,
  placements: Placement[],
  previous: Placement[],
  { endedBy, seed, steps, displaced }: SearchEvidence,
): ScheduleResult {
  const faults = checkProblem(problem);
  if (faults.length > 0) throw new RangeError(`This is no scheduling problem.\n${faults.join('\n')}`);
  const indexed = indexProblem(problem);
  const timetable = new Timetable(indexed, indexPlacements(indexed, previous));
  const { slotOf, tableOf } = indexPlacements(indexed, placements);
  slotOf.forEach((slot, meeting) => {
    if (slot !== -1 && tableOf[meeting] !== -1) timetable.place(meeting, slot, tableOf[meeting]!);
  });

  const bounds = {
    meetings: boundMeetings(indexed, timetable.tables),
    breaks: boundBreaks(timetable),
    isSearched: false,
  };
  const hasLostProof = endedBy === 'proven-best' && !isProvenBest(timetable, bounds);
  const evidence = buildEvidence(timetable, bounds, {
    endedBy: hasLostProof ? 'stopped' : endedBy,
    seed,
    steps,
    displaced,
  });
  return { placements: timetable.placements(), evidence, unplaced: explainUnplaced(timetable) };
}

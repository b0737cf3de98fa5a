import { boundBreaks } from './bounds/break-bound.js';
import { boundMeetings } from './bounds/meeting-bound.js';
import { checkProblem } from './check-problem.js';
import { countChangedTables } from './count-changed-tables.js';
import { explainUnplaced } from './explain-unplaced.js';
import { indexProblem } from './index-problem.js';
import type { Placement, SchedulingProblem } from './problem.js';
import type { Evidence, ScheduleResult } from './result.js';
import { indexPlacements, Timetable } from './timetable.js';

/** What the evidence tells of the search that a schedule came from. */
export type SearchEvidence = Pick<Evidence, 'endedBy' | 'seed' | 'steps' | 'displaced'>;

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

  const { maxWeight, maxMeetings } = boundMeetings(indexed, timetable.tables);
  const minBreaks = boundBreaks(timetable);
  const placed = timetable.placements();
  const isAtBounds = timetable.weight === maxWeight && timetable.breaks === minBreaks && timetable.moved === 0;
  const hasLostProof = endedBy === 'proven-best' && !isAtBounds;
  const evidence: Evidence = {
    weight: timetable.weight,
    maxWeight,
    meetings: placed.length,
    maxMeetings,
    breaks: timetable.breaks,
    minBreaks,
    minBreaksScope: 'placed',
    moved: timetable.moved,
    tablesChanged: countChangedTables(timetable),
    displaced,
    endedBy: hasLostProof ? 'stopped' : endedBy,
    seed,
    steps,
  };
  return { placements: placed, evidence, unplaced: explainUnplaced(timetable) };
}

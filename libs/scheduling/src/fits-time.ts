import type { Timetable } from './timetable.js';

/**
 * Whether an unplaced meeting fits a slot as far as time goes, tables apart: what `listTimeObstacles` lists nothing
 * against, told without making lists, since the search asks it some million times. The tests hold the two together.
 */
export function fitsTime(timetable: Timetable, meeting: number, slot: number): boolean {
  const { parties, overlaps, slotCount } = timetable.problem;
  const shared = overlaps[slot]!;
  for (const participant of parties[meeting]!) {
    for (const other of shared) if (timetable.agendas.attending[participant * slotCount + other] !== -1) return false;
    if (!fitsDay(timetable, participant, slot)) return false;
  }
  return fitsOrder(timetable, meeting, slot);
}

/** Whether the participant may have one more meeting on the slot's day, and in this row. */
export function fitsDay(timetable: Timetable, participant: number, slot: number): boolean {
  const { maxPerDay, maxInARow, dayOf, dayCount } = timetable.problem;
  if (timetable.agendas.onDay[participant * dayCount + dayOf[slot]!]! >= maxPerDay[participant]!) return false;
  const most = maxInARow[participant]!;
  return most === Infinity || countRow(timetable, participant, slot) < most;
}

/** Whether the slot is after the placed meetings that come before, and before those that come after. */
export function fitsOrder({ problem, slotOf }: Timetable, meeting: number, slot: number): boolean {
  const { start, end, earlier, later } = problem;
  for (const other of earlier[meeting]!) {
    const at = slotOf[other]!;
    if (at !== -1 && end[at]! > start[slot]!) return false;
  }
  for (const other of later[meeting]!) {
    const at = slotOf[other]!;
    if (at !== -1 && end[slot]! > start[at]!) return false;
  }
  return true;
}

/** The participant's meetings that follow on the slot in both directions without a rest. */
function countRow(timetable: Timetable, participant: number, slot: number): number {
  let count = 0;
  let last = slot;
  for (let next = timetable.agendas.slotBefore(participant, last); next !== -1 && isInARow(timetable, next, last);) {
    count++;
    last = next;
    next = timetable.agendas.slotBefore(participant, last);
  }
  last = slot;
  for (let next = timetable.agendas.slotAfter(participant, last); next !== -1 && isInARow(timetable, last, next);) {
    count++;
    last = next;
    next = timetable.agendas.slotAfter(participant, last);
  }
  return count;
}

function isInARow({ problem: { start, end } }: Timetable, earlier: number, later: number): boolean {
  return start[later]! - end[earlier]! < Math.min(end[earlier]! - start[earlier]!, end[later]! - start[later]!);
}

import type { Timetable } from '../timetable.js';
import type { Found } from './found.js';

/**
 * No party has more meetings in a row than it said. Two successive meetings of a day are in a row when the time
 * between them is shorter than the shorter of the two: a change of rooms is no rest, a slot left free or a lunch is.
 */
export function listMeetingsInARow(timetable: Timetable, meeting: number, slot: number, found: Found[]): void {
  const { parties, maxInARow } = timetable.problem;
  for (const participant of parties[meeting]!) {
    if (maxInARow[participant] === Infinity) continue;
    const blockers = [
      ...listRow(timetable, participant, slot, (from) => timetable.agendas.slotBefore(participant, from)),
      ...listRow(timetable, participant, slot, (from) => timetable.agendas.slotAfter(participant, from)),
    ];
    if (blockers.length >= maxInARow[participant]!) found.push({ kind: 'too-many-in-a-row', participant, blockers });
  }
}

/** The participant's meetings that follow on the slot in one direction without a rest. */
function listRow(timetable: Timetable, participant: number, slot: number, step: (slot: number) => number): number[] {
  const row: number[] = [];
  let last = slot;
  for (let next = step(slot); next !== -1 && isInARow(timetable, last, next); next = step(next)) {
    row.push(timetable.agendas.attending[participant * timetable.problem.slotCount + next]!);
    last = next;
  }
  return row;
}

function isInARow({ problem: { start, end } }: Timetable, a: number, b: number): boolean {
  const between = Math.max(start[a]!, start[b]!) - Math.min(end[a]!, end[b]!);
  return between < Math.min(end[a]! - start[a]!, end[b]! - start[b]!);
}

import type { Timetable } from '../timetable.js';
import type { Found } from './found.js';

/** Some table that suits the meeting is free; else all meetings at such tables are in the way. */
export function listFreeTable(timetable: Timetable, meeting: number, slot: number, found: Found[]): void {
  if (timetable.freeTable(meeting, slot) !== -1) return;
  const { overlaps, slotCount } = timetable.problem;
  const blockers = new Set<number>();
  for (const table of timetable.tables.of(meeting, slot)) {
    for (const other of overlaps[slot]!) {
      const holds = timetable.holding[table * slotCount + other]!;
      if (holds !== -1) blockers.add(holds);
    }
  }
  found.push({ kind: 'no-table', participant: -1, blockers: [...blockers] });
}

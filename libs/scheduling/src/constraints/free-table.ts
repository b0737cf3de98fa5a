import type { Timetable } from '../timetable.js';
import type { Found } from './found.js';

/** Of hundreds of tables that are taken, so many are named: emptying one is enough. */
const tablesNamed = 5;

/** Some table that suits the meeting is free; else the meetings at such tables are in the way, those of the first few. */
export function listFreeTable(timetable: Timetable, meeting: number, slot: number, found: Found[]): void {
  if (timetable.freeTable(meeting, slot) !== -1) return;
  const { overlaps, slotCount } = timetable.problem;
  const blockers = new Set<number>();
  for (const table of timetable.tables.of(meeting, slot).slice(0, tablesNamed)) {
    for (const other of overlaps[slot]!) {
      const holds = timetable.holding[table * slotCount + other]!;
      if (holds !== -1) blockers.add(holds);
    }
  }
  found.push({ kind: 'no-table', participant: -1, blockers: [...blockers] });
}

import type { Timetable } from '../timetable.js';
import type { Found } from './found.js';

/** A table holds one meeting at a time. */
export function listTableTaken(timetable: Timetable, _: number, slot: number, table: number, found: Found[]): void {
  const { overlaps, slotCount } = timetable.problem;
  for (const other of overlaps[slot]!) {
    const holds = timetable.holding[table * slotCount + other]!;
    if (holds !== -1) found.push({ kind: 'table-taken', participant: -1, blockers: [holds] });
  }
}

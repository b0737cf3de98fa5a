import type { Timetable } from '../timetable.js';
import type { Found } from './found.js';

/** Of `A before B`, both placed, A ends no later than B starts. */
export function listPrecedence(timetable: Timetable, meeting: number, slot: number, found: Found[]): void {
  const { start, end, earlier, later } = timetable.problem;
  for (const other of earlier[meeting]!) {
    const at = timetable.slotOf[other]!;
    if (at !== -1 && end[at]! > start[slot]!) {
      found.push({ kind: 'must-come-after', participant: -1, blockers: [other] });
    }
  }
  for (const other of later[meeting]!) {
    const at = timetable.slotOf[other]!;
    if (at !== -1 && end[slot]! > start[at]!) {
      found.push({ kind: 'must-come-before', participant: -1, blockers: [other] });
    }
  }
}

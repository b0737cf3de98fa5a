import type { Timetable } from '../timetable.js';
import type { Found } from './found.js';

/** A party sits in one meeting at a time. One obstacle per party and meeting in the way. */
export function listDoubleBooking(timetable: Timetable, meeting: number, slot: number, found: Found[]): void {
  const { parties, overlaps, slotCount } = timetable.problem;
  for (const participant of parties[meeting]!) {
    for (const other of overlaps[slot]!) {
      const busyWith = timetable.agendas.attending[participant * slotCount + other]!;
      if (busyWith !== -1) found.push({ kind: 'party-busy', participant, blockers: [busyWith] });
    }
  }
}

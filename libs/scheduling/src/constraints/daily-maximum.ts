import type { Timetable } from '../timetable.js';
import type { Found } from './found.js';

/** No party has more meetings on a day than its daily maximum. */
export function listDailyMaximum(timetable: Timetable, meeting: number, slot: number, found: Found[]): void {
  const { parties, maxPerDay, dayOf, dayCount, slotsOfDay } = timetable.problem;
  const day = dayOf[slot]!;
  for (const participant of parties[meeting]!) {
    if (timetable.agendas.onDay[participant * dayCount + day]! < maxPerDay[participant]!) continue;
    found.push({
      kind: 'day-full',
      participant,
      blockers: timetable.agendas.meetingsIn(participant, slotsOfDay[day]!),
    });
  }
}

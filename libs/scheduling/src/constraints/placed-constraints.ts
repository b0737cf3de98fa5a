import type { Timetable } from '../timetable.js';
import { listDailyMaximum } from './daily-maximum.js';
import { listDoubleBooking } from './double-booking.js';
import type { Found } from './found.js';
import { listFreeTable } from './free-table.js';
import { listMeetingsInARow } from './meetings-in-a-row.js';
import { listPrecedence } from './precedence.js';

/** What the placed meetings have against an unplaced one at a slot, tables apart. */
export function listTimeObstacles(timetable: Timetable, meeting: number, slot: number, found: Found[]): void {
  listDoubleBooking(timetable, meeting, slot, found);
  listDailyMaximum(timetable, meeting, slot, found);
  listMeetingsInARow(timetable, meeting, slot, found);
  listPrecedence(timetable, meeting, slot, found);
}

/** What the placed meetings have against an unplaced one at a slot. */
export function listPlacedObstacles(timetable: Timetable, meeting: number, slot: number, found: Found[]): void {
  listTimeObstacles(timetable, meeting, slot, found);
  listFreeTable(timetable, meeting, slot, found);
}

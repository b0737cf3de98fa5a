import type { IndexedProblem } from '../indexed-problem.js';
import type { Timetable } from '../timetable.js';
import { listAvailability } from './availability.js';
import { listDailyMaximum } from './daily-maximum.js';
import { listDoubleBooking } from './double-booking.js';
import type { Found } from './found.js';
import { listFreeTable } from './free-table.js';
import { listMeetingsInARow } from './meetings-in-a-row.js';
import { listPause } from './pause.js';
import { listPinnedSlot } from './pinned-slot.js';
import { listPinnedTable } from './pinned-table.js';
import { listPrecedence } from './precedence.js';
import { listSession } from './session.js';
import { listSubForum } from './sub-forum.js';
import { listTableKind } from './table-kind.js';
import { listTableSeats } from './table-seats.js';
import { listTableSubForum } from './table-sub-forum.js';
import { listTableTaken } from './table-taken.js';

/** What speaks against a meeting at a slot, whatever else is placed. */
export function listSlotObstacles(problem: IndexedProblem, meeting: number, slot: number, found: Found[]): void {
  listSession(problem, meeting, slot, found);
  listSubForum(problem, meeting, slot, found);
  listPinnedSlot(problem, meeting, slot, found);
  listAvailability(problem, meeting, slot, found);
  listPause(problem, meeting, slot, found);
}

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

/** What speaks against a table for a meeting at a slot, whatever else is placed. */
export function listTableObstacles(
  problem: IndexedProblem,
  meeting: number,
  slot: number,
  table: number,
  found: Found[],
): void {
  listTableSeats(problem, meeting, slot, table, found);
  listTableKind(problem, meeting, slot, table, found);
  listTableSubForum(problem, meeting, slot, table, found);
  listPinnedTable(problem, meeting, slot, table, found);
}

export { listTableTaken };

import type { Timetable } from '../timetable.js';

/**
 * Gives each meeting back its published table where that is free, and moves two-party meetings from three-seat tables
 * to two-seat ones while such are free; times stay as they are.
 * Cost O(meetings · tables) per round; each round moves a meeting to a better table, so there are few.
 */
export function settleTables(timetable: Timetable): void {
  const { problem, slotOf, tableOf } = timetable;
  let hasChanged = true;
  while (hasChanged) {
    hasChanged = false;
    for (let meeting = 0; meeting < problem.meetingCount; meeting++) {
      const slot = slotOf[meeting]!;
      const table = tableOf[meeting]!;
      if (slot === -1 || table === timetable.published.tableOf[meeting]) continue;
      timetable.remove(meeting);
      const better = timetable.freeTable(meeting, slot);
      hasChanged ||= better !== table;
      timetable.place(meeting, slot, better);
    }
  }
}

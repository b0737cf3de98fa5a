import type { Timetable } from '../timetable.js';

/**
 * Gives each meeting back its published table where that is free, and moves two-party meetings from three-seat tables
 * to two-seat ones while such are free; times stay as they are.
 * Cost O(meetings) per round; each round moves a meeting to a better table, so there are few.
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
      const better = findBetter(timetable, meeting);
      if (better === -1) continue;
      hasChanged = true;
      timetable.changeTable(meeting, better);
    }
  }
}

/** Its published table, else one of a class that goes before that of its own; -1 where neither is free. */
function findBetter({ tables, freeTables, published, slotOf, tableOf }: Timetable, meeting: number): number {
  const slot = slotOf[meeting]!;
  const classes = tables.classesOf(meeting, slot);
  const home = published.tableOf[meeting]!;
  if (home !== -1 && classes.includes(tables.classOf[home]!) && freeTables.isFree(home, slot)) return home;
  const own = tables.classOf[tableOf[meeting]!]!;
  for (const tableClass of classes) {
    if (tableClass === own) return -1;
    const table = freeTables.anyFree(tableClass, slot);
    if (table !== -1) return table;
  }
  return -1;
}

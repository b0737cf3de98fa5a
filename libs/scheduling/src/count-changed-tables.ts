import type { Timetable } from './timetable.js';

/** Published meetings that kept their slot and are at another table. */
export function countChangedTables({ published, slotOf, tableOf }: Timetable): number {
  let count = 0;
  published.isPublished.forEach((isPublished, meeting) => {
    const hasStayed = isPublished === 1 && slotOf[meeting] !== -1 && slotOf[meeting] === published.slotOf[meeting];
    if (hasStayed && tableOf[meeting] !== published.tableOf[meeting]) count++;
  });
  return count;
}

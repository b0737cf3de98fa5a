import { fitsTime } from '../fits-time.js';
import type { Timetable } from '../timetable.js';

/**
 * Puts the published meetings back at their slots as far as they can stay, first those that keep their table too;
 * where two want the same, the pinned one stays, then the heavier one.
 * @returns how many are displaced
 */
export function keepPublished(timetable: Timetable): number {
  const { problem, published } = timetable;
  const wanted = byImportance(timetable).filter((meeting) => published.isPublished[meeting]);
  for (const needsItsTable of [true, false]) {
    for (const meeting of wanted) {
      const slot = published.slotOf[meeting]!;
      if (slot === -1 || timetable.slotOf[meeting] !== -1 || !problem.canUse[meeting * problem.slotCount + slot])
        continue;
      const table = timetable.freeTable(meeting, slot);
      if (table === -1 || (needsItsTable && table !== published.tableOf[meeting])) continue;
      if (fitsTime(timetable, meeting, slot)) timetable.place(meeting, slot, table);
    }
  }
  return timetable.moved;
}

/** Gives each unplaced meeting that fits the slot that adds the fewest breaks; the hardest meetings first. */
export function placeGreedily(timetable: Timetable): void {
  for (const meeting of byImportance(timetable)) {
    if (timetable.slotOf[meeting] === -1) placeWithFewestBreaks(timetable, meeting);
  }
}

/**
 * Gives an unplaced meeting the slot that adds the fewest breaks, the earliest of equals. O(slots · parties).
 * @returns whether it fitted anywhere
 */
export function placeWithFewestBreaks(timetable: Timetable, meeting: number): boolean {
  const { canUse, slotCount, parties, slotsInOrder } = timetable.problem;
  let bestSlot = -1;
  let fewest = Infinity;
  for (const slot of slotsInOrder) {
    if (!canUse[meeting * slotCount + slot] || !fitsTime(timetable, meeting, slot)) continue;
    let added = 0;
    for (const party of parties[meeting]!) added += timetable.agendas.breaksAdded(party, slot);
    if (added < fewest && timetable.freeTable(meeting, slot) !== -1) [bestSlot, fewest] = [slot, added];
  }
  if (bestSlot === -1) return false;
  timetable.place(meeting, bestSlot, timetable.freeTable(meeting, bestSlot));
  return true;
}

/** Pinned meetings first, then by worth, then by how few slots they can use. */
export function byImportance({ problem }: Timetable, worth = problem.weight): number[] {
  const { slotCount, canUse, pinnedSlot } = problem;
  const choices = problem.parties.map((_, meeting) =>
    canUse.subarray(meeting * slotCount, (meeting + 1) * slotCount).reduce((sum, can) => sum + can, 0),
  );
  const isPinned = (meeting: number): number => (pinnedSlot[meeting] === -1 ? 0 : 1);
  return Array.from(problem.parties.keys()).sort(
    (a, b) => isPinned(b) - isPinned(a) || worth[b]! - worth[a]! || choices[a]! - choices[b]! || a - b,
  );
}

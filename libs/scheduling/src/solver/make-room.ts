import { fitsTime } from '../fits-time.js';
import { KempeMove } from './kempe-move.js';
import type { Search } from './search.js';

/** Holders of tables that are asked to leave a full slot, per slot. */
const tablesAsked = 6;

/**
 * Places unplaced meetings by moving one other out of the way, along a Kempe chain, the heaviest first: the one that
 * keeps a single party busy, or one that holds a table. Takes nothing out of the schedule.
 * Cost of a meeting O(slots² · chain).
 */
export function makeRoom(search: Search): void {
  const { timetable, random } = search;
  const { problem, slotOf, attending, holding, tables } = timetable;
  const { slotCount, canUse, parties, weight } = problem;
  const kempe = new KempeMove(timetable, random);

  const moveAway = (inTheWay: number, meeting: number, slot: number): boolean => {
    const first = random.below(slotCount);
    for (let offset = 0; offset < slotCount; offset++) {
      const to = (first + offset) % slotCount;
      if (to === slot || !canUse[inTheWay * slotCount + to] || !kempe.prepare(inTheWay, to)) continue;
      if (kempe.brings(parties[meeting]!, slot) || !kempe.apply()) continue;
      if (search.isAllowed && fitsTime(timetable, meeting, slot)) {
        const table = timetable.freeTable(meeting, slot);
        if (table !== -1) {
          timetable.place(meeting, slot, table);
          return true;
        }
      }
      kempe.undo();
    }
    return false;
  };

  /** The one meeting that keeps parties busy in the slot; -1 for none, -2 for several. */
  const findBusy = (meeting: number, slot: number): number => {
    let busyWith = -1;
    for (const party of parties[meeting]!) {
      for (const other of problem.overlaps[slot]!) {
        const held = attending[party * slotCount + other]!;
        if (held === -1 || held === busyWith) continue;
        if (busyWith !== -1) return -2;
        busyWith = held;
      }
    }
    return busyWith;
  };

  const tryToPlace = (meeting: number): boolean => {
    const first = random.below(slotCount);
    for (let offset = 0; offset < slotCount; offset++) {
      const slot = (first + offset) % slotCount;
      if (!canUse[meeting * slotCount + slot]) continue;
      const busyWith = findBusy(meeting, slot);
      if (busyWith === -2) continue;
      if (busyWith >= 0) {
        if (moveAway(busyWith, meeting, slot)) return true;
        continue;
      }
      if (!fitsTime(timetable, meeting, slot)) continue;
      const suitable = tables.of(meeting, slot);
      for (let asked = 0; asked < Math.min(tablesAsked, suitable.length); asked++) {
        const holder = holding[suitable[random.below(suitable.length)]! * slotCount + slot]!;
        if (holder !== -1 && moveAway(holder, meeting, slot)) return true;
      }
    }
    return false;
  };

  const waiting = Array.from(parties.keys()).filter((meeting) => slotOf[meeting] === -1);
  waiting.sort((a, b) => weight[b]! - weight[a]! || a - b);
  for (const meeting of waiting) {
    if (timetable.weight >= search.maxWeight || !search.takeStep()) break;
    search.look();
    if (tryToPlace(meeting)) search.keepIfBest();
  }
  timetable.restore(search.best);
}

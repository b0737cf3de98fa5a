import { listTimeObstacles } from '../constraints/placed-constraints.js';
import type { Found } from '../constraints/found.js';
import { KempeMove } from './kempe-move.js';
import type { Search } from './search.js';

/** After so many steps without a better schedule the search goes back to the best one, with what it has learnt. */
const patience = 3000;
/** Tables of a full slot that are looked at. */
const tablesAsked = 12;
/** What a meeting counts that is worth no more than its prices: its place will go to another one. */
const leastValue = 0.5;

/**
 * Places unplaced meetings by ejection, for at most `steps` steps, until the share of the search is used, or until the
 * weight reaches its bound.
 *
 * Each step draws an unplaced meeting and the slot where it would eject the least, counting each meeting's weight
 * times how often it was hard to place. It goes in when that is less than its own; the ejected take their turn. So
 * meetings that stay outside grow dearer until something else gives way: guided ejection, after Nagata and Bräysy,
 * "A powerful route minimization heuristic", Operations Research Letters 37 (2009). Random Kempe moves in between
 * keep the search from circling. Cost of a step O(slots · parties · overlapping slots).
 */
export function insertUnplaced(search: Search, worth: Float64Array, steps: number, untilShare: number): void {
  const { timetable, random } = search;
  const { problem } = timetable;
  const { slotCount, canUse } = problem;
  const value = worth.map((beyondPrices) => Math.max(leastValue, beyondPrices + leastValue));
  const kempe = new KempeMove(timetable, random);
  const difficulty = new Float64Array(problem.meetingCount).fill(1);
  const isWaiting = (meeting: number): boolean =>
    timetable.slotOf[meeting] === -1 && canUse.subarray(meeting * slotCount, (meeting + 1) * slotCount).includes(1);
  const findWaiting = (): number[] => Array.from(problem.parties.keys()).filter(isWaiting);
  let waiting = findWaiting();
  const found: Found[] = [];
  const lastStep = search.steps + steps;
  let bestStep = search.steps;

  /** What ejecting the meeting would cost; without limit when it is at its published slot and no more may move. */
  const priceOf = (meeting: number): number => {
    const isHome = timetable.slotOf[meeting] === timetable.published.slotOf[meeting];
    return isHome && timetable.moved >= search.maxMoved ? Infinity : value[meeting]! * difficulty[meeting]!;
  };
  const cheapest = (meetings: number[]): number =>
    meetings.reduce((least, one) => Math.min(least, priceOf(one)), Infinity);

  /** The table in the slot that costs the least to empty, of some drawn ones: who holds it, and the price. */
  const findTable = (meeting: number, slot: number): { holders: number[]; price: number } => {
    const suitable = timetable.tables.of(meeting, slot);
    const first = random.below(Math.max(1, suitable.length));
    let best: { holders: number[]; price: number } = { holders: [], price: Infinity };
    for (let offset = 0; offset < Math.min(tablesAsked, suitable.length); offset++) {
      const table = suitable[(first + offset) % suitable.length]!;
      const holders = problem.overlaps[slot]!.map((other) => timetable.holding[table * slotCount + other]!).filter(
        (holder) => holder !== -1,
      );
      const price = holders.reduce((sum, holder) => sum + priceOf(holder), 0);
      if (price < best.price) best = { holders, price };
    }
    return best;
  };

  const findSlot = (meeting: number): { slot: number; price: number } => {
    let best = { slot: -1, price: Infinity };
    let equals = 0;
    for (let slot = 0; slot < slotCount; slot++) {
      if (!canUse[meeting * slotCount + slot]) continue;
      found.length = 0;
      listTimeObstacles(timetable, meeting, slot, found);
      let price = found.reduce((sum, obstacle) => sum + cheapest(obstacle.blockers), 0);
      if (price > best.price || price === Infinity) continue;
      if (timetable.freeTable(meeting, slot) === -1) price += findTable(meeting, slot).price;
      if (price > best.price || price === Infinity) continue;
      equals = price < best.price ? 1 : equals + 1;
      if (random.below(equals) === 0) best = { slot, price };
    }
    return best;
  };

  const eject = (meeting: number): void => {
    timetable.remove(meeting);
    waiting.push(meeting);
  };

  const forceIn = (meeting: number, slot: number): void => {
    for (;;) {
      found.length = 0;
      listTimeObstacles(timetable, meeting, slot, found);
      if (found.length === 0) break;
      const { blockers } = found[0]!;
      const price = cheapest(blockers);
      const candidates = blockers.filter((blocker) => priceOf(blocker) === price);
      eject(candidates[random.below(candidates.length)]!);
    }
    if (timetable.freeTable(meeting, slot) === -1) findTable(meeting, slot).holders.forEach(eject);
    const table = timetable.freeTable(meeting, slot);
    if (table === -1) waiting.push(meeting);
    else timetable.place(meeting, slot, table);
  };

  while (waiting.length > 0 && search.best.weight < search.maxWeight && search.steps < lastStep && search.takeStep()) {
    if (search.shareUsed > untilShare) break;
    const turn = random.below(waiting.length);
    const meeting = waiting[turn]!;
    const { slot, price } = findSlot(meeting);
    if (slot !== -1 && price < value[meeting]! * difficulty[meeting]!) {
      waiting[turn] = waiting.at(-1)!;
      waiting.pop();
      forceIn(meeting, slot);
      if (search.keepIfBest()) bestStep = search.steps;
    } else difficulty[meeting]!++;

    const moving = random.below(problem.meetingCount);
    const { moved } = timetable;
    if (timetable.slotOf[moving] !== -1 && kempe.tryMove(moving, random.below(slotCount)) && timetable.moved > moved) {
      kempe.undo();
    }
    if (search.steps - bestStep >= patience) {
      timetable.restore(search.best);
      waiting = findWaiting();
      bestStep = search.steps;
    }
  }
  timetable.restore(search.best);
}

import { fitsTime } from '../fits-time.js';
import type { Timetable } from '../timetable.js';
import { KempeMove } from './kempe-move.js';
import type { Search } from './search.js';
import { byImportance, placeWithFewestBreaks } from './start.js';

/** Holders of tables that are asked to leave a full slot, per slot. */
const tablesAsked = 6;
/** Rounds without a placed meeting that end it. */
const patience = 5;

/**
 * Places unplaced meetings, those worth the most first: where it adds the fewest breaks, else by moving one other out of
 * the way along a Kempe chain: the one that keeps parties busy, to where they are free, or one that holds a table. Between
 * the rounds, the free time of those who wait is moved about the same way. What is worth less than nothing waits until
 * the others had their turn. Takes nothing out of the schedule.
 * Cost of a meeting in a round O(slots² · chain).
 *
 * @param worth per meeting what it is worth beyond the prices of its parties
 * @param untilShare the share of the search that may be used
 */
export function makeRoom(search: Search, worth: Float64Array, untilShare: number): void {
  const { timetable } = search;
  const { slotOf } = timetable;
  const room = new Room(search);
  const isWaiting = (meeting: number): boolean => slotOf[meeting] === -1;
  const isWorthIt = (meeting: number): boolean => worth[meeting]! >= 0 || timetable.problem.pinnedSlot[meeting] !== -1;
  const inOrder = byImportance(timetable, worth);
  const placeAll = (wanted: number[]): void => {
    for (const meeting of wanted.filter(isWaiting)) {
      if (placeWithFewestBreaks(timetable, meeting)) continue;
      if (room.haveTime(meeting) && search.shareUsed <= untilShare && search.takeStep()) {
        search.look();
        room.place(meeting);
      }
    }
    search.keepIfBest();
  };
  const goOn = (wanted: number[], until: number): void => {
    let waiting = wanted;
    for (let idle = 0; idle < patience; idle++) {
      const { placedCount } = timetable;
      waiting = waiting.filter((meeting) => isWaiting(meeting) && room.haveTime(meeting));
      if (waiting.length === 0) return;
      for (const meeting of waiting) {
        if (!room.haveTime(meeting)) continue;
        if (timetable.weight >= search.maxWeight || search.shareUsed > until || !search.takeStep()) return;
        search.look();
        if (!room.place(meeting)) room.shift(meeting);
      }
      if (timetable.placedCount > placedCount) idle = 0;
    }
  };
  const { shareUsed } = search;
  const worthIt = inOrder.filter(isWorthIt);
  placeAll(worthIt);
  goOn(worthIt, shareUsed + (untilShare - shareUsed) / 2);
  placeAll(inOrder);
  goOn(inOrder, untilShare);
  search.keepIfBest();
  timetable.restore(search.best);
}

/** Room for one meeting at a time. */
class Room {
  private readonly timetable: Timetable;
  private readonly kempe: KempeMove;

  constructor(private readonly search: Search) {
    this.timetable = search.timetable;
    this.kempe = new KempeMove(search.timetable, search.random);
  }

  /** Whether each party is free in some slot that the meeting can use. */
  haveTime(meeting: number): boolean {
    const { parties, slotCount, canUse } = this.timetable.problem;
    for (const party of parties[meeting]!) {
      let slot = 0;
      while (slot < slotCount && !(canUse[meeting * slotCount + slot] === 1 && this.isFree(party, slot))) slot++;
      if (slot === slotCount) return false;
    }
    return true;
  }

  place(meeting: number): boolean {
    const { timetable, search } = this;
    const { slotCount, canUse, parties } = timetable.problem;
    const first = search.random.below(slotCount);
    for (let offset = 0; offset < slotCount; offset++) {
      const slot = (first + offset) % slotCount;
      if (!canUse[meeting * slotCount + slot]) continue;
      const busyWith = this.findBusy(meeting, slot);
      if (busyWith === -2) continue;
      if (busyWith >= 0) {
        const shared = timetable.problem.parties[busyWith]!.filter((party) => parties[meeting]!.includes(party));
        if (this.moveAway(busyWith, meeting, slot, shared)) return true;
      } else if (fitsTime(timetable, meeting, slot)) {
        const table = timetable.freeTable(meeting, slot);
        if (table !== -1) {
          timetable.place(meeting, slot, table);
          return true;
        }
        if (this.emptyTable(meeting, slot)) return true;
      }
    }
    return false;
  }

  /** Moves the free time of one of the parties to another slot. */
  shift(meeting: number): void {
    const { timetable, search, kempe } = this;
    const { slotOf, problem, moved } = timetable;
    const parties = problem.parties[meeting]!;
    const party = parties[search.random.below(parties.length)]!;
    const own = problem.meetingsOf[party]!;
    const other = own[search.random.below(own.length)]!;
    if (slotOf[other] === -1) return;
    const first = search.random.below(problem.slotCount);
    for (let offset = 0; offset < problem.slotCount; offset++) {
      const slot = (first + offset) % problem.slotCount;
      if (!this.isFree(party, slot)) continue;
      if (kempe.tryMove(other, slot) && timetable.moved > moved) kempe.undo();
      return;
    }
  }

  private isFree(party: number, slot: number): boolean {
    const { overlaps, slotCount } = this.timetable.problem;
    for (const other of overlaps[slot]!) {
      if (this.timetable.agendas.attending[party * slotCount + other] !== -1) return false;
    }
    return true;
  }

  private emptyTable(meeting: number, slot: number): boolean {
    const { timetable, search } = this;
    const suitable = timetable.tables.of(meeting, slot);
    for (let asked = 0; asked < Math.min(tablesAsked, suitable.length); asked++) {
      const table = suitable[search.random.below(suitable.length)]!;
      const holder = timetable.holding[table * timetable.problem.slotCount + slot]!;
      if (holder !== -1 && this.moveAway(holder, meeting, slot, [])) return true;
    }
    return false;
  }

  /** Moves what is in the way to a slot in which these parties are free, and places the meeting in its stead. */
  private moveAway(inTheWay: number, meeting: number, slot: number, freed: number[]): boolean {
    const { timetable, search, kempe } = this;
    const { slotCount, canUse, parties } = timetable.problem;
    const first = search.random.below(slotCount);
    for (let offset = 0; offset < slotCount; offset++) {
      const to = (first + offset) % slotCount;
      if (to === slot || !canUse[inTheWay * slotCount + to]) continue;
      if (!freed.every((party) => timetable.agendas.attending[party * slotCount + to] === -1)) continue;
      if (!kempe.prepare(inTheWay, to) || kempe.brings(parties[meeting]!, slot) || !kempe.apply()) continue;
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
  }

  /** The one meeting that keeps parties busy in the slot; -1 for none, -2 for several. */
  private findBusy(meeting: number, slot: number): number {
    const { problem } = this.timetable;
    const { attending } = this.timetable.agendas;
    let busyWith = -1;
    for (const party of problem.parties[meeting]!) {
      for (const other of problem.overlaps[slot]!) {
        const held = attending[party * problem.slotCount + other]!;
        if (held === -1 || held === busyWith) continue;
        if (busyWith !== -1) return -2;
        busyWith = held;
      }
    }
    return busyWith;
  }
}

import { listTimeObstacles } from '../constraints/placed-constraints.js';
import type { Found } from '../constraints/found.js';
import type { Random } from '../random.js';
import type { Timetable } from '../timetable.js';

/** Longer chains are mostly two whole slots changing places, which gains nothing and costs much. */
const longestChain = 40;

/**
 * Moves a placed meeting to another slot, and what is in its way to the slot it left, and so on: a Kempe chain.
 *
 * With two slots of equal time the chain is a connected component of the meetings that share a party, and it always
 * fits as far as parties go. With overlapping slots, tables, maxima and precedences it may not: then nothing changes.
 * When the new slot has no table left, one of its meetings is drawn to change places. Cost O(chain · parties).
 */
export class KempeMove {
  private readonly chain: number[] = [];
  private readonly target: number[] = [];
  private readonly oldSlot: number[] = [];
  private readonly oldTable: number[] = [];
  private readonly isInChain: Uint8Array;
  private readonly found: Found[] = [];

  constructor(
    private readonly timetable: Timetable,
    private readonly random: Random,
  ) {
    this.isInChain = new Uint8Array(timetable.problem.meetingCount);
  }

  /** @returns whether the timetable has changed; when it has not, it is as it was. */
  tryMove(meeting: number, slot: number): boolean {
    for (const member of this.chain) this.isInChain[member] = 0;
    this.chain.length = this.target.length = this.oldSlot.length = this.oldTable.length = 0;
    const left = this.timetable.slotOf[meeting]!;
    this.join(meeting, slot);
    if (!this.closeChain(0)) return false;
    if (this.arrivals(slot) > this.arrivals(left) && this.timetable.freeTable(meeting, slot) === -1) {
      const other = this.drawFrom(slot, meeting);
      if (other === -1) return false;
      this.join(other, left);
      if (!this.closeChain(this.chain.length - 1)) return false;
    }
    return this.apply();
  }

  /** Takes back the last move that was made. */
  undo(): void {
    for (const meeting of this.chain) this.timetable.remove(meeting);
    this.chain.forEach((meeting, index) => {
      this.timetable.place(meeting, this.oldSlot[index]!, this.oldTable[index]!);
    });
  }

  private join(meeting: number, slot: number): void {
    this.isInChain[meeting] = 1;
    this.chain.push(meeting);
    this.target.push(slot);
    this.oldSlot.push(this.timetable.slotOf[meeting]!);
    this.oldTable.push(this.timetable.tableOf[meeting]!);
  }

  private closeChain(from: number): boolean {
    const { problem, attending } = this.timetable;
    for (let index = from; index < this.chain.length; index++) {
      const meeting = this.chain[index]!;
      const slot = this.target[index]!;
      if (index >= longestChain || !problem.canUse[meeting * problem.slotCount + slot]) return false;
      for (const party of problem.parties[meeting]!) {
        for (const other of problem.overlaps[slot]!) {
          const inTheWay = attending[party * problem.slotCount + other]!;
          if (inTheWay !== -1 && !this.isInChain[inTheWay]) this.join(inTheWay, this.oldSlot[index]!);
        }
      }
    }
    return true;
  }

  private arrivals(slot: number): number {
    return this.target.reduce((count, target) => count + (target === slot ? 1 : 0), 0);
  }

  /** A meeting of the slot outside the chain whose table suits `meeting`, or -1. */
  private drawFrom(slot: number, meeting: number): number {
    const { holding, tables, problem } = this.timetable;
    const suitable = tables.of(meeting, slot);
    const first = this.random.below(suitable.length);
    for (let offset = 0; offset < suitable.length; offset++) {
      const table = suitable[(first + offset) % suitable.length]!;
      const held = holding[table * problem.slotCount + slot]!;
      if (held !== -1 && !this.isInChain[held]) return held;
    }
    return -1;
  }

  private apply(): boolean {
    const { timetable, found } = this;
    for (const meeting of this.chain) timetable.remove(meeting);
    for (let index = 0; index < this.chain.length; index++) {
      const meeting = this.chain[index]!;
      const slot = this.target[index]!;
      found.length = 0;
      listTimeObstacles(timetable, meeting, slot, found);
      const table = found.length === 0 ? timetable.freeTable(meeting, slot) : -1;
      if (table === -1) {
        for (let placed = 0; placed < index; placed++) timetable.remove(this.chain[placed]!);
        this.chain.forEach((member, at) => timetable.place(member, this.oldSlot[at]!, this.oldTable[at]!));
        return false;
      }
      timetable.place(meeting, slot, table);
    }
    return true;
  }
}

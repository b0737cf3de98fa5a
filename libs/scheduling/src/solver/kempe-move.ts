import { fitsDay, fitsOrder, fitsTime } from '../fits-time.js';
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

  constructor(
    private readonly timetable: Timetable,
    private readonly random: Random,
    private readonly mostMeetings = longestChain,
  ) {
    this.isInChain = new Uint8Array(timetable.problem.meetingCount);
  }

  /** @returns whether the timetable has changed; when it has not, it is as it was. */
  tryMove(meeting: number, slot: number): boolean {
    return this.prepare(meeting, slot) && this.apply();
  }

  /**
   * Finds the chain without moving anything; `apply` moves it.
   * @returns whether there is one that fits as far as its parties go
   */
  prepare(meeting: number, slot: number): boolean {
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
    return true;
  }

  /** Whether the prepared chain moves only between two slots that share time with no other: then it can be weighed. */
  get isPlain(): boolean {
    const { isAlone } = this.timetable.problem;
    return isAlone[this.oldSlot[0]!] === 1 && isAlone[this.target[0]!] === 1;
  }

  /**
   * How many more breaks the prepared chain would make (`breaksAdded`), without moving it; Infinity where a day would be too full, a
   * row too long or an order broken. Only for plain chains: whoever has a meeting in both slots has so afterwards too,
   * and only the others change when they are busy.
   */
  weigh(perIdleSlot = 0): number {
    const { problem } = this.timetable;
    const { attending } = this.timetable.agendas;
    const { parties, slotCount, earlier, later } = problem;
    let added = 0;
    for (let index = 0; index < this.chain.length; index++) {
      const meeting = this.chain[index]!;
      const from = this.oldSlot[index]!;
      const to = this.target[index]!;
      const hasOrder = earlier[meeting]!.length > 0 || later[meeting]!.length > 0;
      if (hasOrder && !this.keepsOrder(meeting, to)) return Infinity;
      for (const party of parties[meeting]!) {
        if (attending[party * slotCount + to] === -1) added += this.weighEnd(party, from, to, perIdleSlot);
      }
      if (added === Infinity) return Infinity;
    }
    return added;
  }

  /** How many more published meetings would be away from their slot. */
  countMoved(): number {
    const { isPublished, slotOf } = this.timetable.published;
    let more = 0;
    for (let index = 0; index < this.chain.length; index++) {
      const meeting = this.chain[index]!;
      if (isPublished[meeting] === 0) continue;
      if (this.oldSlot[index] === slotOf[meeting]) more++;
      else if (this.target[index] === slotOf[meeting]) more--;
    }
    return more;
  }

  /** Whether the prepared chain brings a meeting of one of the parties to the slot. */
  brings(parties: number[], slot: number): boolean {
    return this.chain.some(
      (meeting, index) =>
        this.target[index] === slot &&
        this.timetable.problem.parties[meeting]!.some((party) => parties.includes(party)),
    );
  }

  /** Moves the prepared chain. @returns whether it did; when it did not, the timetable is as it was */
  apply(): boolean {
    const { timetable } = this;
    for (const meeting of this.chain) timetable.remove(meeting);
    for (let index = 0; index < this.chain.length; index++) {
      const meeting = this.chain[index]!;
      const slot = this.target[index]!;
      const table = fitsTime(timetable, meeting, slot) ? timetable.freeTable(meeting, slot) : -1;
      if (table === -1) {
        for (let placed = 0; placed < index; placed++) timetable.remove(this.chain[placed]!);
        this.chain.forEach((member, at) => timetable.place(member, this.oldSlot[at]!, this.oldTable[at]!));
        return false;
      }
      timetable.place(meeting, slot, table);
    }
    return true;
  }

  /** Takes back the last move that was made. */
  undo(): void {
    for (const meeting of this.chain) this.timetable.remove(meeting);
    this.chain.forEach((meeting, index) => {
      this.timetable.place(meeting, this.oldSlot[index]!, this.oldTable[index]!);
    });
  }

  /** What it changes for a participant that is busy in one slot instead of the other. */
  private weighEnd(party: number, from: number, to: number, perIdleSlot: number): number {
    const { timetable } = this;
    return timetable.agendas.weighMove(party, from, to, perIdleSlot, () => fitsDay(timetable, party, to));
  }

  /** Whether no meeting outside the chain is in the way of order; inside, `apply` looks. */
  private keepsOrder(meeting: number, slot: number): boolean {
    const { problem } = this.timetable;
    const isInside = (other: number): boolean => this.isInChain[other] === 1;
    if (problem.earlier[meeting]!.some(isInside) || problem.later[meeting]!.some(isInside)) return true;
    return fitsOrder(this.timetable, meeting, slot);
  }

  private join(meeting: number, slot: number): void {
    this.isInChain[meeting] = 1;
    this.chain.push(meeting);
    this.target.push(slot);
    this.oldSlot.push(this.timetable.slotOf[meeting]!);
    this.oldTable.push(this.timetable.tableOf[meeting]!);
  }

  private closeChain(from: number): boolean {
    const { problem } = this.timetable;
    const { attending } = this.timetable.agendas;
    for (let index = from; index < this.chain.length; index++) {
      const meeting = this.chain[index]!;
      const slot = this.target[index]!;
      if (index >= this.mostMeetings || !problem.canUse[meeting * problem.slotCount + slot]) return false;
      const shared = problem.overlaps[slot]!;
      for (const party of problem.parties[meeting]!) {
        for (const other of shared) {
          const inTheWay = attending[party * problem.slotCount + other]!;
          if (inTheWay !== -1 && !this.isInChain[inTheWay]) this.join(inTheWay, this.oldSlot[index]!);
        }
      }
    }
    return true;
  }

  private arrivals(slot: number): number {
    let count = 0;
    for (const target of this.target) if (target === slot) count++;
    return count;
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
}

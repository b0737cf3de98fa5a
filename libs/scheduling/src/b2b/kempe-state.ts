import { countBlocks } from './count-breaks.js';
import type { EncodedProblem } from './encode-agendas.js';
import { fairness } from './instance.js';

/** What a fault weighs against a break. */
const weights = { unplaced: 8, tableTooMany: 3, outOfOrder: 4, unfair: 4 };

const none = -1;

/**
 * A timetable in which nobody is ever in two meetings at once and every meeting is in a slot that it may have; meetings
 * may lack a slot, slots a table, precedences may be violated: each at a price, so that a search can pass through.
 */
export class KempeState {
  readonly slotOf: Int32Array;
  readonly unplaced: number[] = [];
  /** Breaks and faults, weighted. */
  cost = 0;
  /** Everything in `cost` that is not a break. */
  faultCost = 0;
  private readonly slotCount: number;
  private readonly tableCount: number;
  private readonly holder: Int32Array;
  private readonly busy: Int32Array;
  private readonly load: Int32Array;
  private readonly mark: Int32Array;
  private marked = 0;
  private readonly firsts: Int32Array;
  private readonly seconds: Int32Array;
  private readonly orders: readonly (readonly [number, number])[][];

  constructor(private readonly problem: EncodedProblem) {
    const { instance, own } = problem;
    const count = instance.meetings.length;
    this.slotCount = instance.slotCount;
    this.tableCount = instance.tableCount;
    this.slotOf = new Int32Array(count).fill(none);
    this.holder = new Int32Array(own.length * this.slotCount).fill(none);
    this.busy = new Int32Array(own.length);
    this.load = new Int32Array(this.slotCount);
    this.mark = new Int32Array(count);
    this.firsts = Int32Array.from(instance.meetings, ({ parties }) => parties[0]);
    this.seconds = Int32Array.from(instance.meetings, ({ parties }) => parties[1]);
    const orders = Array.from({ length: count }, (): [number, number][] => []);
    instance.meetings.forEach(({ after }, later) =>
      after.forEach((earlier) => {
        orders[later]!.push([earlier, later]);
        orders[earlier]!.push([earlier, later]);
      }),
    );
    this.orders = orders;
    this.unplaced.push(...this.slotOf.keys());
    this.faultCost = this.cost = count * weights.unplaced;
  }

  mayHave(meeting: number, slot: number): boolean {
    return (this.problem.possible[meeting]! & (1 << slot)) !== 0;
  }

  /** Breaks of a participant as things stand. */
  breaksOf(participant: number): number {
    return Math.max(0, countBlocks(this.busy[participant]!) - 1);
  }

  /**
   * The meetings that change places when `meeting` goes to `slot`: those of its slot and of `slot` that hang together by
   * common parties. Null when one of them may not have the other slot.
   */
  chainOf(meeting: number, slot: number): number[] | null {
    const from = this.slotOf[meeting]!;
    const chain = [meeting];
    this.marked += 1;
    this.mark[meeting] = this.marked;
    for (let next = 0; next < chain.length; next++) {
      const member = chain[next]!;
      const target = this.slotOf[member] === from ? slot : from;
      if (!this.mayHave(member, target)) return null;
      for (const party of [this.firsts[member]!, this.seconds[member]!]) {
        const other = this.holder[party * this.slotCount + target]!;
        if (other === none || this.mark[other] === this.marked) continue;
        this.mark[other] = this.marked;
        chain.push(other);
      }
    }
    return chain;
  }

  /** Exchanges the two slots along a chain; done twice it is undone. */
  swap(chain: readonly number[], from: number, slot: number): void {
    const targets = chain.map((meeting) => (this.slotOf[meeting] === from ? slot : from));
    for (const meeting of chain) this.remove(meeting);
    chain.forEach((meeting, index) => this.put(meeting, targets[index]!));
  }

  /** Places an unplaced meeting; gives the meetings that lost their slot for it. */
  force(meeting: number, slot: number): number[] {
    const ousted: number[] = [];
    for (const party of [this.firsts[meeting]!, this.seconds[meeting]!]) {
      const other = this.holder[party * this.slotCount + slot]!;
      if (other === none) continue;
      ousted.push(other);
      this.oust(other);
    }
    this.unplaced.splice(this.unplaced.indexOf(meeting), 1);
    this.charge(-weights.unplaced);
    this.put(meeting, slot);
    return ousted;
  }

  oust(meeting: number): void {
    this.remove(meeting);
    this.unplaced.push(meeting);
    this.charge(weights.unplaced);
  }

  private put(meeting: number, slot: number): void {
    this.slotOf[meeting] = slot;
    this.occupy(meeting, this.firsts[meeting]!, slot);
    this.occupy(meeting, this.seconds[meeting]!, slot);
    if (this.load[slot]! >= this.tableCount) this.charge(weights.tableTooMany);
    this.load[slot]! += 1;
    this.charge(weights.outOfOrder * this.countOutOfOrder(meeting));
  }

  private remove(meeting: number): void {
    const slot = this.slotOf[meeting]!;
    this.charge(-weights.outOfOrder * this.countOutOfOrder(meeting));
    this.load[slot]! -= 1;
    if (this.load[slot]! >= this.tableCount) this.charge(-weights.tableTooMany);
    this.leave(this.firsts[meeting]!, slot);
    this.leave(this.seconds[meeting]!, slot);
    this.slotOf[meeting] = none;
  }

  private occupy(meeting: number, party: number, slot: number): void {
    this.holder[party * this.slotCount + slot] = meeting;
    this.setBusy(party, this.busy[party]! | (1 << slot));
  }

  private leave(party: number, slot: number): void {
    this.holder[party * this.slotCount + slot] = none;
    this.setBusy(party, this.busy[party]! & ~(1 << slot));
  }

  private setBusy(party: number, busy: number): void {
    const before = this.breaksOf(party);
    this.busy[party] = busy;
    const now = this.breaksOf(party);
    this.cost += now - before;
    this.charge(weights.unfair * (Math.max(0, now - fairness) - Math.max(0, before - fairness)));
  }

  private charge(price: number): void {
    this.cost += price;
    this.faultCost += price;
  }

  /** Violated precedences between the meeting and others that have a slot. */
  private countOutOfOrder(meeting: number): number {
    let violated = 0;
    for (const [earlier, later] of this.orders[meeting]!) {
      const [first, second] = [this.slotOf[earlier]!, this.slotOf[later]!];
      if (first !== none && second !== none && first >= second) violated += 1;
    }
    return violated;
  }
}

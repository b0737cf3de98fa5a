import type { IndexedProblem } from './indexed-problem.js';
import type { TableChoice } from './table-choice.js';

/**
 * Which tables are free in which slot, by class: a set per class and slot with all operations in O(overlapping slots).
 * A table is free in a slot when it holds no meeting in any slot that shares time with it.
 */
export class FreeTables {
  /** slot × table: how many meetings at the table share time with the slot. */
  private readonly busy: Int32Array;
  /** slot × class: how many tables of the class are free. */
  private readonly size: Int32Array;
  /** slot × table, a stretch per class: first the free tables of the class, then the others. */
  private readonly members: Int32Array;
  /** slot × table: where the table stands in `members`. */
  private readonly place: Int32Array;
  private readonly firstOf: Int32Array;

  constructor(
    private readonly problem: IndexedProblem,
    private readonly choice: TableChoice,
  ) {
    const { slotCount, tableCount } = problem;
    this.busy = new Int32Array(slotCount * tableCount);
    this.size = new Int32Array(slotCount * choice.classes.length);
    this.members = new Int32Array(slotCount * tableCount);
    this.place = new Int32Array(slotCount * tableCount);
    this.firstOf = new Int32Array(choice.classes.length);
    let first = 0;
    choice.classes.forEach((tables, tableClass) => {
      this.firstOf[tableClass] = first;
      for (let slot = 0; slot < slotCount; slot++) {
        this.size[slot * choice.classes.length + tableClass] = tables.length;
        // Taken from the end: the first table of the list goes first.
        tables.toReversed().forEach((table, index) => {
          this.members[slot * tableCount + first + index] = table;
          this.place[slot * tableCount + table] = first + index;
        });
      }
      first += tables.length;
    });
  }

  isFree(table: number, slot: number): boolean {
    return this.busy[slot * this.problem.tableCount + table] === 0;
  }

  countFree(tableClass: number, slot: number): number {
    return this.size[slot * this.choice.classes.length + tableClass]!;
  }

  /** One of the free tables of the class, or -1. */
  anyFree(tableClass: number, slot: number): number {
    const size = this.countFree(tableClass, slot);
    return size === 0 ? -1 : this.members[slot * this.problem.tableCount + this.firstOf[tableClass]! + size - 1]!;
  }

  take(table: number, slot: number): void {
    for (const other of this.problem.overlaps[slot]!) {
      const at = other * this.problem.tableCount + table;
      this.busy[at] = this.busy[at]! + 1;
      if (this.busy[at] === 1) this.shrink(table, other);
    }
  }

  giveBack(table: number, slot: number): void {
    for (const other of this.problem.overlaps[slot]!) {
      const at = other * this.problem.tableCount + table;
      this.busy[at] = this.busy[at]! - 1;
      if (this.busy[at] === 0) this.grow(table, other);
    }
  }

  private shrink(table: number, slot: number): void {
    const tableClass = this.choice.classOf[table]!;
    const size = --this.size[slot * this.choice.classes.length + tableClass]!;
    this.exchange(table, slot, this.firstOf[tableClass]! + size);
  }

  private grow(table: number, slot: number): void {
    const tableClass = this.choice.classOf[table]!;
    const size = this.size[slot * this.choice.classes.length + tableClass]!++;
    this.exchange(table, slot, this.firstOf[tableClass]! + size);
  }

  private exchange(table: number, slot: number, to: number): void {
    const row = slot * this.problem.tableCount;
    const from = this.place[row + table]!;
    const other = this.members[row + to]!;
    this.members[row + to] = table;
    this.place[row + table] = to;
    this.members[row + from] = other;
    this.place[row + other] = from;
  }
}

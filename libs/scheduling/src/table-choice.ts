import { listTableObstacles } from './constraints/table-constraints.js';
import type { Found } from './constraints/found.js';
import type { IndexedProblem } from './indexed-problem.js';

/**
 * The tables that suit a meeting at a slot, in the order in which they are taken: two seats before three, so that a
 * two-party meeting takes a three-seat table only when no other is free; reserved ones before those open to all.
 * One list for all meetings of the same kind, since thousands of meetings need a handful of lists, and tables by class,
 * since hundreds of tables are all the same to them.
 */
export class TableChoice {
  /** Per class its tables: equal in seats, kind and sub-forum; a table that a meeting is pinned to is a class alone. */
  readonly classes: number[][] = [];
  readonly classOf: Int32Array;
  readonly kindOf: Int32Array;
  private readonly subForumOf: Int32Array;
  /** kind × sub-forum of the slot. */
  private readonly lists: number[][][] = [];
  private readonly classLists: number[][][] = [];

  constructor(problem: IndexedProblem) {
    const { slots, tables, meetings } = problem.source;
    const subForums = [...new Set(slots.map((slot) => slot.subForum))];
    const slotBySubForum = subForums.map((name) => slots.findIndex((slot) => slot.subForum === name));
    this.subForumOf = Int32Array.from(slots, (slot) => subForums.indexOf(slot.subForum));
    const order = tables
      .map((_, table) => table)
      .sort((a, b) => tables[a]!.seats - tables[b]!.seats || openness(tables[a]!) - openness(tables[b]!) || a - b);
    this.classOf = this.classify(problem, order);

    const kinds = new Map<string, number>();
    this.kindOf = Int32Array.from(meetings, ({ participants, online, subForum, pin }, meeting) => {
      const key = JSON.stringify([participants.length, online ?? false, subForum, pin?.table]);
      const known = kinds.get(key);
      if (known !== undefined) return known;
      const found: Found[] = [];
      const suits = (slot: number, table: number): boolean => {
        found.length = 0;
        listTableObstacles(problem, meeting, slot, table, found);
        return found.length === 0;
      };
      const classLists = slotBySubForum.map((slot) =>
        Array.from(this.classes.keys()).filter((tableClass) => suits(slot, this.classes[tableClass]![0]!)),
      );
      this.classLists.push(classLists);
      this.lists.push(classLists.map((list) => list.flatMap((tableClass) => this.classes[tableClass]!)));
      kinds.set(key, kinds.size);
      return kinds.size - 1;
    });
  }

  of(meeting: number, slot: number): number[] {
    return this.lists[this.kindOf[meeting]!]![this.subForumOf[slot]!]!;
  }

  /** The classes of the tables that `of` lists, in the same order. */
  classesOf(meeting: number, slot: number): number[] {
    return this.classLists[this.kindOf[meeting]!]![this.subForumOf[slot]!]!;
  }

  private classify({ source, pinnedTable }: IndexedProblem, order: number[]): Int32Array {
    const classOf = new Int32Array(source.tables.length);
    const byKey = new Map<string, number>();
    const isPinnedTo = new Set(pinnedTable);
    for (const table of order) {
      const { seats, online, subForum } = source.tables[table]!;
      const key = JSON.stringify([seats, online, subForum, isPinnedTo.has(table) ? table : null]);
      const tableClass = byKey.get(key) ?? byKey.size;
      if (!byKey.has(key)) this.classes.push([]);
      byKey.set(key, tableClass);
      this.classes[tableClass]!.push(table);
      classOf[table] = tableClass;
    }
    return classOf;
  }
}

function openness(table: { subForum?: string }): number {
  return table.subForum === undefined ? 1 : 0;
}

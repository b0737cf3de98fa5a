import { listTableObstacles } from './constraints/table-constraints.js';
import type { Found } from './constraints/found.js';
import type { IndexedProblem } from './indexed-problem.js';

/**
 * The tables that suit a meeting at a slot, in the order in which they are taken: two seats before three, so that a
 * two-party meeting takes a three-seat table only when no other is free; reserved ones before those open to all.
 * One list for all meetings of the same kind, since thousands of meetings need a handful of lists.
 */
export class TableChoice {
  private readonly kindOf: Int32Array;
  private readonly subForumOf: Int32Array;
  /** kind × sub-forum of the slot. */
  private readonly lists: number[][][] = [];

  constructor(problem: IndexedProblem) {
    const { slots, tables, meetings } = problem.source;
    const subForums = [...new Set(slots.map((slot) => slot.subForum))];
    this.subForumOf = Int32Array.from(slots, (slot) => subForums.indexOf(slot.subForum));
    const order = tables
      .map((_, table) => table)
      .sort((a, b) => tables[a]!.seats - tables[b]!.seats || openness(tables[a]!) - openness(tables[b]!) || a - b);

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
      const anySlotOf = subForums.map((name) => slots.findIndex((slot) => slot.subForum === name));
      this.lists.push(anySlotOf.map((slot) => order.filter((table) => suits(slot, table))));
      kinds.set(key, kinds.size);
      return kinds.size - 1;
    });
  }

  of(meeting: number, slot: number): number[] {
    return this.lists[this.kindOf[meeting]!]![this.subForumOf[slot]!]!;
  }
}

function openness(table: { subForum?: string }): number {
  return table.subForum === undefined ? 1 : 0;
}

import type { Placement, SchedulingProblem } from '#scheduling';

/**
 * A schedule as numbers, which goes from thread to thread in no time: for each meeting of the problem, in its order, the indices
 * of slot and table, or -1 twice. Length: 2 · meetings. (50,000 placements as objects take the receiver 60 ms.)
 */
export type PackedSchedule = Int32Array<ArrayBuffer>;

/** Packs schedules of one problem. O(meetings) each. */
export class SchedulePacker {
  private readonly meetings: ReadonlyMap<string, number>;
  private readonly slots: ReadonlyMap<string, number>;
  private readonly tables: ReadonlyMap<string, number>;

  constructor(problem: SchedulingProblem) {
    const indexOf = (list: { id: string }[]) => new Map(list.map(({ id }, index) => [id, index]));
    this.meetings = indexOf(problem.meetings);
    this.slots = indexOf(problem.slots);
    this.tables = indexOf(problem.tables);
  }

  pack(placements: readonly Placement[]): PackedSchedule {
    const packed = new Int32Array(2 * this.meetings.size).fill(-1);
    for (const { meeting, slot, table } of placements) {
      const at = 2 * this.meetings.get(meeting)!;
      packed[at] = this.slots.get(slot)!;
      packed[at + 1] = this.tables.get(table)!;
    }
    return packed;
  }
}

/** The placements of a packed schedule, in order of the problem's meetings. */
export function unpackSchedule({ meetings, slots, tables }: SchedulingProblem, packed: PackedSchedule): Placement[] {
  return meetings.flatMap(({ id }, index) => {
    const slot = slots[packed[2 * index]!];
    return slot ? [{ meeting: id, slot: slot.id, table: tables[packed[2 * index + 1]!]!.id }] : [];
  });
}

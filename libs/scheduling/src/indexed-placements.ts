import type { IndexedProblem } from './indexed-problem.js';
import type { Placement } from './problem.js';

/** A published schedule by indices: slot and table per meeting, -1 where there is none (any more). */
export interface Published {
  readonly isPublished: Uint8Array;
  readonly slotOf: Int32Array;
  readonly tableOf: Int32Array;
}

/** Slots and tables per meeting as placements, in order of the problem. */
export function namePlacements(
  { source }: IndexedProblem,
  { slotOf, tableOf }: Pick<Published, 'slotOf' | 'tableOf'>,
): Placement[] {
  const { slots, tables, meetings } = source;
  return meetings.flatMap(({ id }, meeting) => {
    const slot = slots[slotOf[meeting]!];
    return slot ? [{ meeting: id, slot: slot.id, table: tables[tableOf[meeting]!]!.id }] : [];
  });
}

/** Placements by indices; those of meetings that are gone are left out, and slots and tables that are gone are -1. */
export function indexPlacements(problem: IndexedProblem, placements: Placement[]): Published {
  const isPublished = new Uint8Array(problem.meetingCount);
  const slotOf = new Int32Array(problem.meetingCount).fill(-1);
  const tableOf = new Int32Array(problem.meetingCount).fill(-1);
  for (const { meeting: id, slot, table } of placements) {
    const meeting = problem.meetingIndex.get(id);
    if (meeting === undefined) continue;
    isPublished[meeting] = 1;
    slotOf[meeting] = problem.slotIndex.get(slot) ?? -1;
    tableOf[meeting] = problem.tableIndex.get(table) ?? -1;
  }
  return { isPublished, slotOf, tableOf };
}

import type { IndexedProblem } from '../indexed-problem.js';
import type { Found } from './found.js';
import { none } from './found.js';

/** A table reserved for a sub-forum serves meetings that are in it, by themselves or by their slot. */
export function listTableSubForum(
  problem: IndexedProblem,
  meeting: number,
  slot: number,
  table: number,
  found: Found[],
): void {
  const { slots, tables, meetings } = problem.source;
  const reservedFor = tables[table]!.subForum;
  if (reservedFor === undefined) return;
  if (reservedFor === meetings[meeting]!.subForum || reservedFor === slots[slot]!.subForum) return;
  found.push({ kind: 'table-sub-forum', participant: -1, blockers: none });
}

import type { IndexedProblem } from '../indexed-problem.js';
import type { Found } from './found.js';
import { none } from './found.js';

/** A meeting pinned to a table is held there or nowhere. */
export function listPinnedTable(
  problem: IndexedProblem,
  meeting: number,
  _: number,
  table: number,
  found: Found[],
): void {
  const pinned = problem.pinnedTable[meeting]!;
  if (pinned !== -1 && pinned !== table) found.push({ kind: 'pinned-elsewhere', participant: -1, blockers: none });
}

import type { IndexedProblem } from '../indexed-problem.js';
import type { Found } from './found.js';
import { listPinnedTable } from './pinned-table.js';
import { listTableKind } from './table-kind.js';
import { listTableSeats } from './table-seats.js';
import { listTableSubForum } from './table-sub-forum.js';

/** What speaks against a table for a meeting at a slot, whatever else is placed. */
export function listTableObstacles(
  problem: IndexedProblem,
  meeting: number,
  slot: number,
  table: number,
  found: Found[],
): void {
  listTableSeats(problem, meeting, slot, table, found);
  listTableKind(problem, meeting, slot, table, found);
  listTableSubForum(problem, meeting, slot, table, found);
  listPinnedTable(problem, meeting, slot, table, found);
}

import type { IndexedProblem } from '../indexed-problem.js';
import type { Found } from './found.js';
import { none } from './found.js';

/** A table seats every party. */
export function listTableSeats(
  problem: IndexedProblem,
  meeting: number,
  _: number,
  table: number,
  found: Found[],
): void {
  if (problem.source.tables[table]!.seats < problem.parties[meeting]!.length) {
    found.push({ kind: 'table-seats', participant: -1, blockers: none });
  }
}

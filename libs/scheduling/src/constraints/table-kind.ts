import type { IndexedProblem } from '../indexed-problem.js';
import type { Found } from './found.js';
import { none } from './found.js';

/** Online meetings are held at online tables, all others in rooms. */
export function listTableKind(
  problem: IndexedProblem,
  meeting: number,
  _: number,
  table: number,
  found: Found[],
): void {
  if (problem.source.tables[table]!.online !== (problem.source.meetings[meeting]!.online ?? false)) {
    found.push({ kind: 'table-kind', participant: -1, blockers: none });
  }
}

import type { IndexedProblem } from '../indexed-problem.js';
import type { Found } from './found.js';
import { none } from './found.js';

/** A meeting pinned to a slot is held there or nowhere. */
export function listPinnedSlot(problem: IndexedProblem, meeting: number, slot: number, found: Found[]): void {
  const pinned = problem.pinnedSlot[meeting]!;
  if (pinned !== -1 && pinned !== slot) found.push({ kind: 'pinned-elsewhere', participant: -1, blockers: none });
}

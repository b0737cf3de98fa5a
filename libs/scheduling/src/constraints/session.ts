import type { IndexedProblem } from '../indexed-problem.js';
import type { Found } from './found.js';
import { none } from './found.js';

/** A meeting that names sessions is held in one of them. */
export function listSession(problem: IndexedProblem, meeting: number, slot: number, found: Found[]): void {
  const { sessions } = problem.source.meetings[meeting]!;
  if (sessions && !sessions.includes(problem.source.slots[slot]!.session)) {
    found.push({ kind: 'session', participant: -1, blockers: none });
  }
}

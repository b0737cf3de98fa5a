import type { IndexedProblem } from '../indexed-problem.js';
import type { Found } from './found.js';
import { none } from './found.js';

/** No meeting shares time with a pause of one of its parties. */
export function listPause(problem: IndexedProblem, meeting: number, slot: number, found: Found[]): void {
  const start = problem.start[slot]!;
  const end = problem.end[slot]!;
  for (const participant of problem.parties[meeting]!) {
    const isPaused = problem.pauses[participant]!.some(([from, to]) => from < end && start < to);
    if (isPaused) found.push({ kind: 'pause', participant, blockers: none });
  }
}

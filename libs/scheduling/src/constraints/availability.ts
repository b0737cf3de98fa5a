import type { IndexedProblem } from '../indexed-problem.js';
import type { Found } from './found.js';
import { none } from './found.js';

/** A slot lies wholly in the time in which each party is there. */
export function listAvailability(problem: IndexedProblem, meeting: number, slot: number, found: Found[]): void {
  const start = problem.start[slot]!;
  const end = problem.end[slot]!;
  for (const participant of problem.parties[meeting]!) {
    const isThere = problem.available[participant]?.some(([from, to]) => from <= start && end <= to) ?? true;
    if (!isThere) found.push({ kind: 'party-unavailable', participant, blockers: none });
  }
}

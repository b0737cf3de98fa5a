import type { Found } from './constraints/found.js';
import type { IndexedProblem } from './indexed-problem.js';
import type { Obstacle } from './result.js';

/** Obstacles with ids for indices. */
export function nameObstacles({ source }: IndexedProblem, found: Found[]): Obstacle[] {
  return found.map(({ kind, participant, blockers }) => ({
    kind,
    ...(participant === -1 ? {} : { participant: source.participants[participant]!.id }),
    meetings: blockers.toSorted((a, b) => a - b).map((meeting) => source.meetings[meeting]!.id),
  }));
}

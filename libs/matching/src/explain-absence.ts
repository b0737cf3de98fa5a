import type { Directory } from './directory.js';
import { filtersThatDrop } from './dropping-filters.js';
import { explainTriple, type TripleExplanation } from './explain-triple.js';
import { matchableCompany } from './matchable-company.js';
import { PairIndex } from './pair-index.js';
import { rankOfTriple } from './rank-of-triple.js';
import { rankTriples } from './rank-triples.js';
import { openMembers } from './score-triple.js';
import { scoreChanges, type ScoreChange } from './score-changes.js';
import { compareTriples } from './triple-order.js';
import type { TripleMembers } from './triple-score.js';
import type { NeverPair, TripleFilters } from './triple-filters.js';
import { defaultWeights, type Weights } from './weights.js';

/** Why two companies that somebody expected are not in a list. */
export interface AbsenceQuestion {
  directory: Directory;
  /** Of this directory. Without it the answer is the same, and takes longer. */
  index?: PairIndex;
  /** Id of the asking company. */
  company: string;
  /** Ids of the two expected, one of each other side, in any order. */
  expected: readonly [string, string];
  /** How long the list was that they were missed in, from 1. */
  k: number;
  weights?: Weights;
  /** Those of the list. */
  filters?: TripleFilters;
  nevers?: readonly NeverPair[];
  /** Told `done` of `total`. */
  onProgress?: (done: number, total: number) => void;
}

export interface Absence extends TripleExplanation {
  members: TripleMembers;
  /** From 1, among all triples that pass the filters; null for a triple that is never listed (filters, or Reciprocity 0). */
  rank: number | null;
  /** As `RankingCounts.possible`: closed triples count too. */
  possible: number;
  /** Score of the last triple of the list; null when the list has fewer than k. */
  scoreToReach: number | null;
  /** Which of the question's own filters leave the triple out. */
  droppedBy: (keyof TripleFilters)[];
  /**
   * The changes that raise the score most, best first, at most 10. Each is measured against the list as it stands: other
   * triples of the company that changes would change too.
   */
  changes: ScoreChange[];
}

/**
 * Why a triple that somebody expected is not in a list: its breakdown, its rank, and which one change would lift it how far.
 *
 * Null when the triple is not open, whatever the reason (see `scoreTriple`): an unknown id, an incomplete profile, a wrong
 * side, a block and a *never* give the same answer after the same work. Costs a ranking of k and a rank.
 *
 * @throws InputFaults, RangeError as `rankTriples` does; about the expected companies it complains of nothing
 */
export function explainAbsence(question: AbsenceQuestion): Absence | null {
  const { directory, company, expected, k, weights = defaultWeights, filters = {}, nevers, onProgress } = question;
  const { side: askingSide } = matchableCompany(directory, company);
  // Two searches share what they learn.
  const index = question.index ?? new PairIndex(directory, { askingSide });
  const shared = { directory, index, company, weights, filters, nevers };
  // The list comes first: faults of the question are thrown whether the triple is open or not.
  const { triples } = rankTriples({ ...shared, k, onProgress: half(0, onProgress) });
  const last = triples[k - 1];

  const companies = [company, ...expected] as const;
  const indices = openMembers({ directory, companies, weights, nevers });
  if (indices === null) return null;
  const [china, developed, developing] = indices.map((member) => directory.ids[member]!);
  const members: TripleMembers = { china: china!, developed: developed!, developing: developing! };

  return {
    ...explainTriple({ directory, companies, weights, nevers })!,
    members,
    ...rankOfTriple({ ...shared, triple: members, onProgress: half(1, onProgress) }),
    scoreToReach: last?.score ?? null,
    droppedBy: filtersThatDrop(directory, indices, askingSide, filters),
    changes: scoreChanges({
      directory,
      members: indices,
      weights,
      askingSide,
      filters,
      isScoreListed: (score) => last === undefined || compareTriples({ ...members, score }, last) <= 0,
    }),
  };
}

/** The progress of the first (0) or second (1) of two steps, as a part of both. */
function half(step: 0 | 1, onProgress: AbsenceQuestion['onProgress']): AbsenceQuestion['onProgress'] {
  return (done, total) => onProgress?.(step * total + done, 2 * total);
}

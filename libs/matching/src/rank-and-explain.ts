import type { Directory } from './directory.js';
import { explainTriple, type TripleExplanation } from './explain-triple.js';
import type { PairIndex } from './pair-index.js';
import { rankTriples } from './rank-triples.js';
import type { NeverPair, TripleFilters } from './triple-filters.js';
import type { RankedTriple, RankingCounts } from './triple-score.js';
import type { Weights } from './weights.js';

/** A company's question for its best triples and their reasons. */
export interface ExplainedRankingQuestion {
  directory: Directory;
  /** Of this directory. Without it the list is the same, and takes longer. */
  index?: PairIndex;
  /** Id of the asking company. */
  company: string;
  /** How many triples at most, from 1. */
  k: number;
  weights: Weights;
  filters: TripleFilters;
  nevers?: readonly NeverPair[];
  /** Told `done` of `total` candidates. */
  onProgress?: (done: number, total: number) => void;
}

export interface ExplainedRanking {
  counts: RankingCounts;
  /** Whether an index stood ready. */
  isIndexed: boolean;
  /** Best first, each with its reasons. */
  triples: (RankedTriple & Pick<TripleExplanation, 'lines' | 'fitFactors'>)[];
}

/**
 * The `k` best triples of a company with their reasons. Costs what `rankTriples` costs, and O(k · needs) for the reasons.
 *
 * @throws InputFaults, RangeError as `rankTriples` does
 */
export function rankAndExplain(question: ExplainedRankingQuestion): ExplainedRanking {
  const { directory, weights, nevers } = question;
  const { triples, counts, isIndexed } = rankTriples(question);
  return {
    counts,
    isIndexed,
    triples: triples.map((triple) => {
      const companies = [triple.china, triple.developed, triple.developing] as const;
      const { lines, fitFactors } = explainTriple({ directory, companies, weights, nevers })!;
      return { ...triple, lines, fitFactors };
    }),
  };
}

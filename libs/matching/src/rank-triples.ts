import { searchTriples, type SearchQuestion } from './search-triples.js';
import { TopTriples } from './top-triples.js';
import type { TripleRanking } from './triple-score.js';
import { defaultWeights } from './weights.js';

/** A company's question for its best triples. */
export interface RankingQuestion extends SearchQuestion {
  /** How many triples at most, from 1. */
  k: number;
}

/**
 * The `k` best open triples of a company with Reciprocity > 0, exactly, best first; all of them when there are fewer.
 * Equal scores rank by the ids of the Chinese, the developed, then the developing member, in code-unit order.
 *
 * A pair of candidates j, k is bounded first: a coverage by two partners is at most the sum of the coverages by one,
 * get_i ≤ min(1, p_ij + p_ik), and the score never falls when a part rises. Only a pair whose bound reaches the k-th best
 * score is scored whole. Most pairs are not even bounded one by one, see `walkPairs`.
 *
 * Time O(A·B) for A and B candidates of the two other sides, plus O(needs) for each triple scored; memory O(A + B + k).
 * Measured by rank-triples.bench.ts.
 *
 * @throws InputFaults for faults of weights or filters, an unknown company, or one that stands in no pool
 * @throws RangeError when `k` is not a positive integer
 */
export function rankTriples(question: RankingQuestion): TripleRanking {
  const { directory, k, weights = defaultWeights } = question;
  const best = new TopTriples(directory.ids, k);
  const { counts, isIndexed } = searchTriples(question, best);
  return { weightsVersion: weights.version, asked: k, triples: best.ranked(directory, weights), counts, isIndexed };
}

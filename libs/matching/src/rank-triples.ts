import { candidatesOf } from './candidates.js';
import { compileFilters } from './compiled-filters.js';
import type { Directory } from './directory.js';
import { requireFaultless } from './input-faults.js';
import { matchableCompany } from './matchable-company.js';
import { Openness } from './openness.js';
import { otherSides, PairIndex } from './pair-index.js';
import { TopTriples } from './top-triples.js';
import type { NeverPair, TripleFilters } from './triple-filters.js';
import type { TripleRanking } from './triple-score.js';
import { TripleSearch } from './triple-search.js';
import { walkPairs } from './walk-pairs.js';
import { checkWeights, defaultWeights, type Weights } from './weights.js';

/** A company's question for its best triples. */
export interface RankingQuestion {
  directory: Directory;
  /** Of this directory, complete or not. Without it the list is the same, and takes longer. */
  index?: PairIndex;
  /** Id of the asking company. */
  company: string;
  /** How many triples at most, from 1. */
  k: number;
  weights?: Weights;
  filters?: TripleFilters;
  nevers?: readonly NeverPair[];
  /** Told after each candidate of the first of the two other sides that can reach the list, and at the end: `done` of `total`. */
  onProgress?: (done: number, total: number) => void;
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
  const { directory, k, weights = defaultWeights, nevers = [], onProgress } = question;
  requireFaultless(checkWeights(weights));
  const best = new TopTriples(directory.ids, k);
  const asking = matchableCompany(directory, question.company);
  const filters = compileFilters(directory, asking.company, question.filters ?? {});
  const openness = new Openness(directory, nevers);

  const isAdmitted = filters.admits(asking.company);
  const tests = {
    admits: (company: number) => isAdmitted && filters.admits(company),
    isOpen: (company: number) => openness.isOpenPair(asking.company, company),
  };
  const index = question.index ?? new PairIndex(directory, { askingSide: asking.side });
  const table = index.tableFor(asking.side);
  const isIndexed = table.isComplete;
  const [first, second] = otherSides(asking.side).map((side) =>
    candidatesOf(directory, weights.fit, asking.company, side, index.pools[side]!, tests),
  );
  const search = new TripleSearch(
    { directory, weights, asking, first: first!, second: second!, openness, filters },
    best,
  );
  walkPairs(search, table, onProgress);
  return {
    weightsVersion: weights.version,
    asked: k,
    triples: best.ranked(directory, weights),
    counts: search.counts,
    isIndexed,
  };
}

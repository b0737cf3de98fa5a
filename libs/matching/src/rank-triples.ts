import { candidatesOf } from './candidates.js';
import { compileFilters } from './compiled-filters.js';
import type { Directory } from './directory.js';
import { requireFaultless } from './input-faults.js';
import { matchableCompany } from './matchable-company.js';
import { Openness } from './openness.js';
import { TopTriples } from './top-triples.js';
import type { NeverPair, TripleFilters } from './triple-filters.js';
import type { TripleRanking } from './triple-score.js';
import { TripleSearch } from './triple-search.js';
import { checkWeights, defaultWeights, type Weights } from './weights.js';

/** A company's question for its best triples. */
export interface RankingQuestion {
  directory: Directory;
  /** Id of the asking company. */
  company: string;
  /** How many triples at most, from 1. */
  k: number;
  weights?: Weights;
  filters?: TripleFilters;
  nevers?: readonly NeverPair[];
  /** Told after each candidate of the first of the two other sides, `done` from 1 to `total`. */
  onProgress?: (done: number, total: number) => void;
}

/**
 * The `k` best open triples of a company with Reciprocity > 0, exactly, best first; all of them when there are fewer.
 * Equal scores rank by the ids of the Chinese, the developed, then the developing member, in code-unit order.
 *
 * Every pair of candidates j, k is bounded first: a coverage by two partners is at most the sum of the coverages by one,
 * get_i ≤ min(1, p_ij + p_ik), and the score never falls when a part rises. Only a pair whose bound reaches the k-th best
 * score is scored whole. The bound adds integers and then takes the steps of the score itself, so that rounding cannot
 * push it below the score.
 *
 * Time O(A·B) bounds for A and B candidates of the two other sides, plus O(needs) for each triple scored; memory
 * O(A + B + k). Measured by rank-triples.bench.ts.
 *
 * @throws InputFaults for faults of weights or filters, an unknown company, or one that stands in no pool
 * @throws RangeError when `k` is not a positive integer
 */
export function rankTriples(question: RankingQuestion): TripleRanking {
  const { directory, k, weights = defaultWeights, nevers = [] } = question;
  requireFaultless(checkWeights(weights));
  const best = new TopTriples(k);
  const asking = matchableCompany(directory, question.company);
  const filters = compileFilters(directory, asking.company, question.filters ?? {});
  const openness = new Openness(directory, nevers);

  const isCandidate = (company: number) => filters.admits(company) && openness.isOpenPair(asking.company, company);
  const isAdmitted = filters.admits(asking.company);
  const [first, second] = [0, 1, 2]
    .filter((side) => side !== asking.side)
    .map((side) =>
      candidatesOf(directory, weights.fit, asking.company, side, (company) => isAdmitted && isCandidate(company)),
    );
  const search = new TripleSearch(
    { directory, weights, asking, first: first!, second: second!, openness, filters },
    best,
  );
  const counts = search.run(question.onProgress);
  return { weightsVersion: weights.version, asked: k, triples: best.ranked(directory, weights), counts };
}

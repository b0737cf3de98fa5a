import { candidatesOf } from './candidates.js';
import { compileFilters } from './compiled-filters.js';
import type { Directory } from './directory.js';
import { requireFaultless } from './input-faults.js';
import { matchableCompany } from './matchable-company.js';
import { Openness } from './openness.js';
import { otherSides, PairIndex } from './pair-index.js';
import type { NeverPair, TripleFilters } from './triple-filters.js';
import { type SearchedTriples, TripleSearch } from './triple-search.js';
import { walkPairs } from './walk-pairs.js';
import { checkWeights, defaultWeights, type Weights } from './weights.js';

/** Which triples a company asks about. */
export interface SearchQuestion {
  directory: Directory;
  /** Of this directory, complete or not. Without it the answer is the same, and takes longer. */
  index?: PairIndex;
  /** Id of the asking company. */
  company: string;
  weights?: Weights;
  filters?: TripleFilters;
  nevers?: readonly NeverPair[];
  /** Told after each candidate of the first of the two other sides that can matter, and at the end: `done` of `total`. */
  onProgress?: (done: number, total: number) => void;
}

export interface FinishedSearch {
  counts: TripleSearch['counts'];
  /** Whether the index was complete when the search began. */
  isIndexed: boolean;
}

/**
 * Offers `triples` every open triple of the company with Reciprocity > 0 that passes the filters and does not score less than
 * `triples.leastScore`, in no order.
 *
 * Time O(A·B) at worst for A and B candidates of the two other sides, plus O(needs) for each triple scored; memory O(A + B).
 *
 * @throws InputFaults for faults of weights or filters, an unknown company, or one that stands in no pool
 */
export function searchTriples(question: SearchQuestion, triples: SearchedTriples): FinishedSearch {
  const { directory, weights = defaultWeights, nevers = [], onProgress } = question;
  requireFaultless(checkWeights(weights));
  const asking = matchableCompany(directory, question.company);
  const filters = compileFilters(directory, asking.company, question.filters ?? {});
  const openness = new Openness(directory, nevers);

  const isAdmitted = filters.admits(asking.company);
  const tests = {
    admits: (company: number) => isAdmitted && filters.admits(company),
    isOpen: (company: number) => openness.isOpenPair(asking.company, company),
  };
  const index = question.index ?? new PairIndex(directory, { askingSide: asking.side });
  const table = index.tableFor(asking.side, weights.fit);
  const isIndexed = table.isComplete;
  const [first, second] = otherSides(asking.side).map((side) =>
    candidatesOf(directory, weights.fit, asking.company, side, index.pools[side]!, tests),
  );
  const search = new TripleSearch(
    { directory, weights, asking, first: first!, second: second!, openness, filters },
    triples,
  );
  walkPairs(search, table, onProgress);
  return { counts: search.counts, isIndexed };
}

import { coverOpenNeeds, type OpenNeed } from './cover-open-needs.js';
import { explainTriple, type TripleExplanation } from './explain-triple.js';
import { type Diversity, rankDiversely } from './rank-diversely.js';
import { rankTriples, type RankingQuestion } from './rank-triples.js';
import type { TripleFilters } from './triple-filters.js';
import type { RankedTriple, RankingCounts } from './triple-score.js';
import type { Weights } from './weights.js';

/** A company's question for its best triples and their reasons. */
export interface ExplainedRankingQuestion extends RankingQuestion {
  weights: Weights;
  filters: TripleFilters;
  /** A company other than the asking one appears so often at most, from 1 to k. Without it as often as it ranks. */
  maxAppearances?: number;
}

export interface ExplainedRanking {
  counts: RankingCounts;
  /** Whether an index stood ready. */
  isIndexed: boolean;
  /** How the list was made diverse, after the exact ranking; null when it was not. */
  diversity: Diversity | null;
  /** Best first, each with its exact rank and its reasons. */
  triples: ExplainedTriple[];
}

export interface ExplainedTriple extends RankedTriple, Pick<TripleExplanation, 'lines' | 'fitFactors'> {
  /** The needs that its lines leave below 0.30, and who could cover them; in the order of the lines. */
  openNeeds: OpenNeed[];
}

/**
 * The `k` best triples of a company with their reasons, and who could cover what stays open; with `maxAppearances` the best
 * diverse ones. Costs what `rankTriples` or `rankDiversely` costs, O(k · needs) for the reasons, and O(companies) for each
 * capability that stays open somewhere.
 *
 * @throws InputFaults, RangeError as `rankTriples` and `rankDiversely` do
 */
export function rankAndExplain(question: ExplainedRankingQuestion): ExplainedRanking {
  const { directory, weights, nevers, maxAppearances } = question;
  const ranking =
    maxAppearances === undefined
      ? { ...rankTriples(question), diversity: null }
      : rankDiversely({ ...question, maxAppearances });
  const triples = ranking.triples.map((triple) => {
    const companies = [triple.china, triple.developed, triple.developing] as const;
    const { lines, fitFactors } = explainTriple({ directory, companies, weights, nevers })!;
    return { ...triple, lines, fitFactors };
  });
  const { excludedCompanies } = question.filters;
  const openNeeds = coverOpenNeeds({ directory, triples, nevers, excludedCompanies });
  return {
    counts: ranking.counts,
    isIndexed: ranking.isIndexed,
    diversity: ranking.diversity,
    triples: triples.map((triple, at) => ({ ...triple, openNeeds: openNeeds[at]! })),
  };
}

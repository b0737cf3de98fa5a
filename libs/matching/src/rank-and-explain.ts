import type { CompanyProfile } from './company-profile.js';
import { compileDirectory } from './directory.js';
import { explainTriple, type TripleExplanation } from './explain-triple.js';
import type { MatchingTaxonomy } from './matching-taxonomy.js';
import { rankTriples } from './rank-triples.js';
import type { NeverPair, TripleFilters } from './triple-filters.js';
import type { RankedTriple, RankingCounts } from './triple-score.js';
import type { Weights } from './weights.js';

/** A whole question as plain data, fit to be sent to a thread. */
export interface ExplainedRankingQuestion {
  profiles: readonly CompanyProfile[];
  taxonomy: MatchingTaxonomy;
  /** Id of the asking company. */
  company: string;
  /** How many triples at most, from 1. */
  k: number;
  weights: Weights;
  filters: TripleFilters;
  nevers: readonly NeverPair[];
}

export interface ExplainedRanking {
  counts: RankingCounts;
  /** Best first, each with its reasons. */
  triples: (RankedTriple & Pick<TripleExplanation, 'lines' | 'fitFactors'>)[];
}

/**
 * The `k` best triples of a company with their reasons. Costs what `rankTriples` costs, and O(k · needs) for the reasons.
 *
 * @param onProgress told `done` of `total` candidates
 * @throws InputFaults as `compileDirectory` and `rankTriples` do
 */
export function rankAndExplain(
  question: ExplainedRankingQuestion,
  onProgress?: (done: number, total: number) => void,
): ExplainedRanking {
  const { profiles, taxonomy, company, k, weights, filters, nevers } = question;
  const directory = compileDirectory(profiles, taxonomy);
  const { triples, counts } = rankTriples({ directory, company, k, weights, filters, nevers, onProgress });
  return {
    counts,
    triples: triples.map((triple) => {
      const companies = [triple.china, triple.developed, triple.developing] as const;
      const { lines, fitFactors } = explainTriple({ directory, companies, weights, nevers })!;
      return { ...triple, lines, fitFactors };
    }),
  };
}

import type { Directory } from './directory.js';
import { rankTriples } from './rank-triples.js';
import type { NeverPair } from './triple-filters.js';
import type { TripleRanking } from './triple-score.js';
import type { Weights } from './weights.js';

/** The question of a whole forum, or of a shard of its companies. */
export interface EveryCompanyQuestion {
  directory: Directory;
  /** Ids of the asking companies; each stands in a pool. */
  companies: readonly string[];
  /** How many triples at most for each company, from 1. */
  k: number;
  weights?: Weights;
  nevers?: readonly NeverPair[];
  /** Told after each company, `done` from 1 to `total`. */
  onProgress?: (done: number, total: number) => void;
}

export interface CompanyRanking {
  /** Id of the asking company. */
  company: string;
  ranking: TripleRanking;
}

/**
 * For each of the companies, in the order given, the list that `rankTriples` answers.
 *
 * @throws InputFaults as `rankTriples` does
 * @throws RangeError when `k` is not a positive integer
 */
export function rankEveryCompany({ companies, onProgress, ...question }: EveryCompanyQuestion): CompanyRanking[] {
  return companies.map((company, index) => {
    const ranking = rankTriples({ ...question, company });
    onProgress?.(index + 1, companies.length);
    return { company, ranking };
  });
}

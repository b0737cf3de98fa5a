import type { Directory } from './directory.js';
import { PairIndex } from './pair-index.js';
import { rankTriples } from './rank-triples.js';
import type { NeverPair } from './triple-filters.js';
import type { TripleRanking } from './triple-score.js';
import type { Weights } from './weights.js';

/** The question of a whole forum, or of a shard of its companies. */
export interface EveryCompanyQuestion {
  directory: Directory;
  /** Of this directory; without it one is begun, and used for all. */
  index?: PairIndex;
  /** Ids of the asking companies. */
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
 * For each of the companies, in the order given, the list that `rankTriples` answers; those that stand in no pool are left out.
 * What all pairs cover of each other is worked out once, in the index.
 *
 * @throws InputFaults for faults of the weights
 * @throws RangeError when `k` is not a positive integer
 */
export function rankEveryCompany(question: EveryCompanyQuestion): CompanyRanking[] {
  const { onProgress, ...shared } = question;
  const { indexOf, positionOf } = question.directory;
  const companies = question.companies.filter((id) => (positionOf[indexOf.get(id) ?? -1] ?? -1) !== -1);
  const index = question.index ?? new PairIndex(question.directory);
  return companies.map((company, at) => {
    const ranking = rankTriples({ ...shared, index, company });
    onProgress?.(at + 1, companies.length);
    return { company, ranking };
  });
}

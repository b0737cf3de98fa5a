import type { Directory } from './directory.js';
import { pairFit } from './fit.js';
import { PairSheet } from './pair-sheet.js';
import type { SidePool } from './side-pool.js';
import type { FitWeights } from './weights.js';

/**
 * The candidates of one side, and what the asking company and each of them are to each other, by position in the pool.
 * A company of the pool that is no candidate has 0 everywhere, and so in no triple a chance.
 */
export interface Candidates {
  readonly pool: SidePool;
  /** 0 China, 1 developed, 2 developing. */
  readonly side: number;
  /** How many companies pass the filters, open to the asking company or not. */
  readonly possible: number;
  /** 1 for a candidate. */
  readonly isCandidate: Uint8Array;
  /** N of the asking company by the candidate alone. */
  readonly received: Int32Array;
  /** N of the candidate by the asking company alone. */
  readonly supplied: Int32Array;
  /** p of the asking company by the candidate alone, 0 to 1. */
  readonly receivedShare: Float64Array;
  /** p of the candidate by the asking company alone, 0 to 1. */
  readonly suppliedShare: Float64Array;
  /** ρ with the asking company, in twentieths. */
  readonly rho: Uint8Array;
  /** Fit with the asking company, 0 to 1. */
  readonly fit: Float64Array;
}

/** What makes a company of a pool a candidate. */
export interface CandidateTests {
  /** Passes the filters. */
  admits: (company: number) => boolean;
  /** May sit at one table with the asking company. */
  isOpen: (company: number) => boolean;
}

/** The companies of one side, measured against the asking company. Time O(pool · (needs + lists of fit)). */
export function candidatesOf(
  directory: Directory,
  weights: FitWeights,
  asking: number,
  side: number,
  pool: SidePool,
  { admits, isOpen }: CandidateTests,
): Candidates {
  const { companies } = pool;
  const { received, supplied, rho } = new PairSheet(directory, pool).fill(asking);
  const { fullCoverage } = directory;
  const isCandidate = new Uint8Array(companies.length);
  const receivedShare = new Float64Array(companies.length);
  const suppliedShare = new Float64Array(companies.length);
  const fit = new Float64Array(companies.length);
  let possible = 0;
  for (let at = 0; at < companies.length; at += 1) {
    const company = companies[at]!;
    if (!admits(company)) continue;
    possible += 1;
    if (!isOpen(company)) continue;
    isCandidate[at] = 1;
    receivedShare[at] = received[at]! / fullCoverage[asking]!;
    suppliedShare[at] = supplied[at]! / fullCoverage[company]!;
    fit[at] = pairFit(directory, weights, asking, company, rho[at]);
  }
  return { pool, side, possible, isCandidate, received, supplied, receivedShare, suppliedShare, rho, fit };
}

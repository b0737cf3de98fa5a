import { type CandidatePool, candidatePool } from './candidate-pool.js';
import type { Directory } from './directory.js';
import { pairFit } from './fit.js';
import { PairSheet } from './pair-sheet.js';
import type { FitWeights } from './weights.js';

/** The candidates of one side, and what the asking company and each of them are to each other, by position. */
export interface Candidates extends CandidatePool {
  /** 0 China, 1 developed, 2 developing. */
  readonly side: number;
  /** N of the asking company by the candidate alone. */
  readonly received: Int32Array;
  /** N of the candidate by the asking company alone. */
  readonly supplied: Int32Array;
  /** p of the asking company by the candidate alone, 0 to 1. */
  readonly receivedShare: Float64Array;
  /** p of the candidate by the asking company alone, 0 to 1. */
  readonly suppliedShare: Float64Array;
  /** Fit with the asking company, 0 to 1. */
  readonly fit: Float64Array;
}

/** The companies of one side that pass `admits`, measured against the asking company. */
export function candidatesOf(
  directory: Directory,
  weights: FitWeights,
  asking: number,
  side: number,
  admits: (company: number) => boolean,
): Candidates {
  const pool = candidatePool(directory, directory.pools[side]!.filter(admits));
  const { received, supplied } = new PairSheet(directory, pool).fill(asking);
  const { fullCoverage } = directory;
  return {
    ...pool,
    side,
    received,
    supplied,
    receivedShare: Float64Array.from(received, (sum) => sum / fullCoverage[asking]!),
    suppliedShare: Float64Array.from(supplied, (sum, position) => sum / fullCoverage[pool.companies[position]!]!),
    fit: Float64Array.from(pool.companies, (company) => pairFit(directory, weights, asking, company)),
  };
}

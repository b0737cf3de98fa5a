import type { Directory } from './directory.js';
import type { PairIndex } from './pair-index.js';
import type { BySide } from './sides.js';
import type { NeverPair } from './triple-filters.js';
import type { Weights } from './weights.js';

/** What another set of weights would change. */
export interface WeightsComparisonQuestion {
  directory: Directory;
  index?: PairIndex;
  /** Ids of the companies whose lists are compared. */
  companies: readonly string[];
  /** How many triples of each list, from 1. */
  k: number;
  present: Weights;
  proposed: Weights;
  nevers?: readonly NeverPair[];
  /** Told `done` of `total`. */
  onProgress?: (done: number, total: number) => void;
}

/** The list of one company under both weights. */
export interface ListComparison {
  company: string;
  /** Triples in both lists; in the proposed one alone; in the present one alone. */
  kept: number;
  entered: number;
  left: number;
  /** Of the kept ones: the greatest change of rank, 0 when none changed its place; null when none was kept. */
  largestMove: number | null;
  /** Rank under the present weights of the triple that would be first; null when it was not in the list. */
  presentRankOfBest: number | null;
}

/** How places in lists fall to the companies of one side. */
export interface Exposure {
  /** Gini coefficient of the places over the companies of the side that can be matched, 0 (all alike) to 1. */
  gini: number;
  /** Share of these companies that are in no list, 0 to 1. */
  neverShown: number;
}

export interface CompanyExposure {
  company: string;
  /** Places in the compared lists of others. */
  present: number;
  proposed: number;
}

export interface WeightsComparison {
  lists: ListComparison[];
  exposure: BySide<{ present: Exposure; proposed: Exposure }>;
  /** Companies that gain most places, and those that lose most, best first, at most 10 each. */
  gainers: CompanyExposure[];
  losers: CompanyExposure[];
}

export function compareWeights(_question: WeightsComparisonQuestion): WeightsComparison {
  throw new RangeError('being written');
}

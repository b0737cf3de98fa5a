import type { Directory } from './directory.js';
import { mergeRankings } from './merge-rankings.js';
import { PairIndex } from './pair-index.js';
import { rankTriples } from './rank-triples.js';
import type { NeverPair } from './triple-filters.js';
import type { RankedTriple, RankingCounts, TripleRanking } from './triple-score.js';
import { checkWeights, defaultWeights, type Weights } from './weights.js';
import { requireFaultless } from './input-faults.js';

/** The question for the best triples of all. */
export interface ForumQuestion {
  directory: Directory;
  /** Of this directory, with the tables for questions of Chinese companies; without it one is begun, and used for all. */
  index?: PairIndex;
  /** How many triples at most, from 1. */
  k: number;
  weights?: Weights;
  nevers?: readonly NeverPair[];
  /** Told after each Chinese company, `done` from 1 to `total`. */
  onProgress?: (done: number, total: number) => void;
}

/**
 * The `k` best open triples of a whole directory with Reciprocity > 0, exactly, best first; all of them when there are fewer.
 * Equal scores rank by the ids of the Chinese, the developed, then the developing member, in code-unit order.
 *
 * Each Chinese company is asked for its `k` best, and these are merged (see `mergeRankings`). Counts are those of all
 * questions together.
 *
 * @throws InputFaults for faults of the weights
 * @throws RangeError when `k` is not a positive integer
 */
export function rankForum(question: ForumQuestion): TripleRanking {
  const { directory, k, weights = defaultWeights, nevers, onProgress } = question;
  requireFaultless(checkWeights(weights));
  const index = question.index ?? new PairIndex(directory, { askingSide: 0 });
  const chinese = directory.pools[0];
  const counts: RankingCounts = { possible: 0, bounded: 0, computed: 0, scored: 0 };
  let isIndexed = true;
  let best = mergeRankings<RankedTriple>([], k);
  chinese.forEach((company, at) => {
    const ranking = rankTriples({ directory, index, company: directory.ids[company]!, k, weights, nevers });
    // Merged one by one: all lists together would need the memory of as many answers as there are companies.
    best = mergeRankings([best, ranking.triples], k);
    for (const part of ['possible', 'bounded', 'computed', 'scored'] as const) counts[part] += ranking.counts[part];
    isIndexed &&= ranking.isIndexed;
    onProgress?.(at + 1, chinese.length);
  });
  return {
    weightsVersion: weights.version,
    asked: k,
    triples: best.map((triple, at) => ({ ...triple, rank: at + 1 })),
    counts,
    isIndexed,
  };
}

import { diversify } from './diversify.js';
import { PairIndex } from './pair-index.js';
import { rankTriples, type RankingQuestion } from './rank-triples.js';
import { matchableCompany } from './matchable-company.js';
import type { TripleRanking } from './triple-score.js';

/** How a list was made diverse, after the exact ranking. */
export interface Diversity {
  /** The most often that a company other than the asking one appears. */
  maxAppearances: number;
  /** How many triples of the exact ranking it was chosen from. */
  ranked: number;
  /** False: the list has fewer than k triples, and the ranking may go on beyond those that it was chosen from. */
  isComplete: boolean;
}

/** How far an exact ranking is gone through to fill a list. */
const longestRanking = 10_000;

/**
 * The `k` best triples in which no company but the asking one appears more than `maxAppearances` times. They keep the ranks
 * of the exact ranking, and so have gaps.
 *
 * The exact ranking is asked for again, twice as long, until the list is full, there is no more to rank, or 10,000 triples
 * are not enough. Counts are those of the longest.
 *
 * @throws InputFaults as `rankTriples` does
 * @throws RangeError when `k` is not a positive integer, or `maxAppearances` not one from 1 to k
 */
export function rankDiversely(
  question: RankingQuestion & { maxAppearances: number },
): TripleRanking & { diversity: Diversity } {
  const { directory, company, k, maxAppearances, onProgress } = question;
  if (!Number.isInteger(maxAppearances) || maxAppearances < 1 || maxAppearances > k) {
    throw new RangeError(`maxAppearances: ${maxAppearances} is not a whole number from 1 to ${k}`);
  }
  // What one ranking learns, the next one knows.
  const index = question.index ?? new PairIndex(directory, { askingSide: matchableCompany(directory, company).side });
  const longest = Math.max(k, longestRanking);

  for (let length = k, doublings = 0; ; length = Math.min(longest, 2 * length), doublings += 1) {
    const ranking = rankTriples({ ...question, index, k: length, onProgress: partOfRest(doublings, onProgress) });
    const triples = diversify(ranking.triples, { company, maxAppearances, k });
    const isExhausted = ranking.triples.length < length;
    if (triples.length < k && !isExhausted && length < longest) continue;
    const isComplete = triples.length === k || isExhausted;
    onProgress?.(1, 1);
    const ranked = ranking.triples.length;
    return { ...ranking, asked: k, triples, diversity: { maxAppearances, ranked, isComplete } };
  }
}

/** Nobody knows how many rankings it takes: each is half of what is left of the whole. */
function partOfRest(doublings: number, onProgress: RankingQuestion['onProgress']): RankingQuestion['onProgress'] {
  const parts = 2 ** doublings;
  return (done, total) => onProgress?.(2 * total * (parts - 1) + done, 2 * total * parts);
}

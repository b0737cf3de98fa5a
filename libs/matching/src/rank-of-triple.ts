import { openMembers, scoreMembers } from './score-triple.js';
import { searchTriples, type SearchQuestion } from './search-triples.js';
import { comesBefore } from './top-triples.js';
import type { SearchedTriples } from './triple-search.js';
import type { TripleMembers } from './triple-score.js';
import { defaultWeights } from './weights.js';

export interface RankOfTripleQuestion extends SearchQuestion {
  /** The asking company and one of each other side. */
  triple: TripleMembers;
}

export interface RankOfTriple {
  /** From 1, in the order of `rankTriples`; null for a triple that is never listed: not open, Reciprocity 0, or left out by the filters. */
  rank: number | null;
  /** As `RankingCounts.possible`: closed triples count too. */
  possible: number;
}

/**
 * The place that a triple has in the whole ranking of the asking company, by counting those before it.
 *
 * The worse the triple, the fewer pairs a bound leaves out: from what `rankTriples` costs up to scoring every pair.
 *
 * @throws InputFaults as `rankTriples` does
 */
export function rankOfTriple(question: RankOfTripleQuestion): RankOfTriple {
  const { directory, triple, weights = defaultWeights } = question;
  const members = openMembers({ ...question, companies: [triple.china, triple.developed, triple.developing] });
  if (members === null || !members.includes(directory.indexOf.get(question.company)!)) {
    return { rank: null, possible: searchTriples(question, nothing).counts.possible };
  }

  const target = { score: scoreMembers(directory, weights, members).score, members };
  let before = 0;
  let isListed = false;
  const { counts } = searchTriples(question, {
    leastScore: target.score,
    offer(score, others) {
      if (comesBefore(directory.ids, { score, members: others }, target)) before += 1;
      else isListed ||= members.every((member, side) => member === others[side]);
    },
  });
  return { rank: isListed ? before + 1 : null, possible: counts.possible };
}

/** No score reaches it. */
const nothing: SearchedTriples = { leastScore: Infinity, offer: () => undefined };

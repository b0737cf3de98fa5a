import type { Directory } from './directory.js';
import { InputFaults, requireFaultless } from './input-faults.js';
import { matchableCompany } from './matchable-company.js';
import { Openness } from './openness.js';
import { TopTriples } from './top-triples.js';
import type { NeverPair } from './triple-filters.js';
import { isReciprocal, scoreOf } from './triple-parts.js';
import { tripleQuantities } from './triple-quantities.js';
import type { TripleRanking } from './triple-score.js';
import { checkWeights, defaultWeights, type Weights } from './weights.js';

/** Two companies of different sides that look for a third. */
export interface ThirdPartnerQuestion {
  directory: Directory;
  /** Ids, in any order. */
  pair: readonly [string, string];
  /** How many triples at most, from 1. */
  k: number;
  weights?: Weights;
  nevers?: readonly NeverPair[];
  /** Company ids that must not appear, such as the partner who has left. */
  excludedCompanies?: readonly string[];
}

/**
 * The `k` best open triples with Reciprocity > 0 that complete a pair, best first: its substitutes. Scores and order are
 * those of `rankTriples`; a pair that is closed has none. Every candidate of the missing side is scored, in time O(needs).
 *
 * @throws InputFaults for faults of weights, an unknown company or one that stands in no pool, two of the same side
 * @throws RangeError when `k` is not a positive integer
 */
export function rankThirdPartners(question: ThirdPartnerQuestion): TripleRanking {
  const { directory, pair, k, weights = defaultWeights, nevers = [], excludedCompanies = [] } = question;
  requireFaultless(checkWeights(weights));
  const best = new TopTriples(directory.ids, k);
  const a = matchableCompany(directory, pair[0]);
  const b = matchableCompany(directory, pair[1]);
  if (a.side === b.side) throw new InputFaults([`pair: ${pair.join(' and ')} are of the same side`]);

  const missingSide = 3 - a.side - b.side;
  const openness = new Openness(directory, nevers);
  const excluded = new Set(excludedCompanies.map((id) => directory.indexOf.get(id)));
  const candidates = openness.isOpenPair(a.company, b.company)
    ? directory.pools[missingSide]!.filter(
        (third) =>
          !excluded.has(third) && openness.isOpenPair(a.company, third) && openness.isOpenPair(b.company, third),
      )
    : new Int32Array();

  for (const third of candidates) {
    const members: [number, number, number] = [third, third, third];
    members[a.side] = a.company;
    members[b.side] = b.company;
    const { parts } = tripleQuantities(directory, weights.fit, members);
    if (isReciprocal(parts)) best.offer(scoreOf(parts, weights.score), members);
  }
  const possible = candidates.length;
  return {
    weightsVersion: weights.version,
    asked: k,
    triples: best.ranked(directory, weights),
    counts: { possible, bounded: possible, computed: possible, scored: possible },
    isIndexed: false,
  };
}

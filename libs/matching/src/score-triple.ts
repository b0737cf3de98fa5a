import { shapleyValues } from './contributions.js';
import type { Directory } from './directory.js';
import { requireFaultless } from './input-faults.js';
import { Openness } from './openness.js';
import type { ByPair, BySide } from './sides.js';
import type { NeverPair } from './triple-filters.js';
import { coverageOf, fitOf, reciprocityOf, scoreOf } from './triple-parts.js';
import { type Members, tripleIndex, tripleQuantities, type TripleQuantities } from './triple-quantities.js';
import type { PairScore, TripleScore } from './triple-score.js';
import { checkWeights, defaultWeights, type Weights } from './weights.js';

/** Three companies, in any order, and what they are scored with. */
export interface TripleQuestion {
  directory: Directory;
  companies: readonly [string, string, string];
  weights?: Weights;
  nevers?: readonly NeverPair[];
}

/**
 * The score of three companies with its parts, the same for every order of the three.
 *
 * A triple that is not open scores 0 in every number, and nothing tells why: an unknown id, an incomplete profile, two
 * companies of one side, a block and a *never* look the same. Time O(companies + blocks + nevers + needs of the three).
 *
 * @throws InputFaults when the weights have faults
 */
export function scoreTriple(question: TripleQuestion): TripleScore {
  const { directory, weights = defaultWeights } = question;
  const members = openMembers(question);
  return members === null ? notOpen() : scoreMembers(directory, weights, members);
}

/**
 * The three companies in the order of sides, or null when they are not an open triple.
 *
 * @throws InputFaults when the weights have faults
 */
export function openMembers({
  directory,
  companies,
  weights = defaultWeights,
  nevers = [],
}: TripleQuestion): Members | null {
  requireFaultless(checkWeights(weights));
  const bySide: (number | undefined)[] = [undefined, undefined, undefined];
  for (const id of companies) {
    const company = directory.indexOf.get(id);
    if (company !== undefined && directory.positionOf[company] !== -1) bySide[directory.side[company]!] = company;
  }
  const [china, developed, developing] = bySide;
  if (china === undefined || developed === undefined || developing === undefined) return null;

  const openness = new Openness(directory, nevers);
  const isOpen =
    openness.isOpenPair(china, developed) &&
    openness.isOpenPair(china, developing) &&
    openness.isOpenPair(developed, developing);
  return isOpen ? [china, developed, developing] : null;
}

/** The score of an open triple. */
export function scoreMembers(directory: Directory, weights: Weights, members: Members): TripleScore {
  const quantities = tripleQuantities(directory, weights.fit, members);
  const { parts } = quantities;
  return {
    isOpen: true,
    score: scoreOf(parts, weights.score),
    coverage: coverageOf(parts),
    reciprocity: reciprocityOf(parts),
    fit: fitOf(parts),
    index: tripleIndex(quantities),
    get: bySide(Array.from(parts.get)),
    give: bySide(Array.from(parts.give)),
    shares: bySide(sharesOf(quantities)),
    pairs: {
      chinaDeveloped: pairScore(quantities, 0, 1),
      chinaDeveloping: pairScore(quantities, 0, 2),
      developedDeveloping: pairScore(quantities, 1, 2),
    },
  };
}

function sharesOf({ parts: { get }, alone }: TripleQuantities): number[] {
  const together = (i: number, j: number) => alone[i]![j]! + alone[j]![i]!;
  const all = get[0]! + get[1]! + get[2]!;
  const values = shapleyValues({ pairs: [together(0, 1), together(0, 2), together(1, 2)], all });
  return values.map((value) => (all === 0 ? 0 : value / all));
}

function pairScore({ parts, alone }: TripleQuantities, first: number, second: number): PairScore {
  return {
    coverageOfFirst: alone[first]![second]!,
    coverageOfSecond: alone[second]![first]!,
    fit: parts.fit[first + second - 1]!,
  };
}

function bySide<T>(values: readonly T[]): BySide<T> {
  return { china: values[0]!, developed: values[1]!, developing: values[2]! };
}

function notOpen(): TripleScore {
  const zeros: BySide<number> = { china: 0, developed: 0, developing: 0 };
  const zero: PairScore = { coverageOfFirst: 0, coverageOfSecond: 0, fit: 0 };
  const pairs: ByPair<PairScore> = { chinaDeveloped: zero, chinaDeveloping: zero, developedDeveloping: zero };
  return {
    isOpen: false,
    score: 0,
    coverage: 0,
    reciprocity: 0,
    fit: 0,
    index: null,
    get: zeros,
    give: zeros,
    shares: zeros,
    pairs,
  };
}

import type { Directory } from './directory.js';
import { type Exposure, exposureBySide, type OwnedList, placesInListsOfOthers } from './exposure.js';
import { PairIndex } from './pair-index.js';
import { type CompanyRanking, rankEveryCompany } from './rank-every-company.js';
import type { BySide } from './sides.js';
import { compareCodeUnits, tripleKey } from './triple-order.js';
import type { NeverPair } from './triple-filters.js';
import type { RankedTriple } from './triple-score.js';
import type { Weights } from './weights.js';

/** What another set of weights would change. */
export interface WeightsComparisonQuestion {
  directory: Directory;
  /** Of this directory; without it one is begun, and used for all. */
  index?: PairIndex;
  /** Ids of the companies whose lists are compared. */
  companies: readonly string[];
  /** How many triples of each list, from 1. */
  k: number;
  present: Weights;
  proposed: Weights;
  nevers?: readonly NeverPair[];
  /** Told `done` of `total` lists, two for each company. */
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
  /** Rank under the present weights of the triple that would be first; null when there is none, or it was not in the list. */
  presentRankOfBest: number | null;
}

export interface CompanyExposure {
  company: string;
  /** Places in the compared lists of others. */
  present: number;
  proposed: number;
}

export interface WeightsComparison {
  /** In the order of the question. */
  lists: ListComparison[];
  /** Over the compared lists alone: a sample shows fewer companies than all lists would. */
  exposure: BySide<{ present: Exposure; proposed: Exposure }>;
  /** Companies that gain most places, and those that lose most, best first, at most 10 each; of equals by id. */
  gainers: CompanyExposure[];
  losers: CompanyExposure[];
}

/** Gainers, and losers, that are told at most. */
const most = 10;

/**
 * What proposed weights would change in the lists of a sample of companies: ranks, who gains, how evenly places fall.
 *
 * The place of a company in its own list is not counted. Companies that stand in no pool are left out. Costs two rankings
 * of each company.
 *
 * @throws InputFaults, RangeError as `rankEveryCompany` does
 */
export function compareWeights(question: WeightsComparisonQuestion): WeightsComparison {
  const { directory, companies, k, nevers, onProgress } = question;
  const shared = { directory, index: question.index ?? new PairIndex(directory), companies, k, nevers };
  // All lists under one set of weights first: the index follows the weights of the question.
  const present = rankEveryCompany({
    ...shared,
    weights: question.present,
    onProgress: (done, total) => onProgress?.(done, 2 * total),
  });
  const proposed = rankEveryCompany({
    ...shared,
    weights: question.proposed,
    onProgress: (done, total) => onProgress?.(total + done, 2 * total),
  });
  return {
    lists: present.map(({ company, ranking }, at) => ({
      company,
      ...compareLists(ranking.triples, proposed[at]!.ranking.triples),
    })),
    ...compareExposure(directory, placesIn(present), placesIn(proposed)),
  };
}

function placesIn(rankings: readonly CompanyRanking[]): Map<string, number> {
  return placesInListsOfOthers(rankings.map(({ company, ranking }): OwnedList => ({ company, ...ranking })));
}

function compareLists(
  present: readonly RankedTriple[],
  proposed: readonly RankedTriple[],
): Omit<ListComparison, 'company'> {
  const rankNow = new Map(present.map((triple) => [tripleKey(triple), triple.rank]));
  const moves = proposed.flatMap((triple) => {
    const rank = rankNow.get(tripleKey(triple));
    return rank === undefined ? [] : [Math.abs(triple.rank - rank)];
  });
  const best = proposed[0];
  return {
    kept: moves.length,
    entered: proposed.length - moves.length,
    left: present.length - moves.length,
    largestMove: moves.length === 0 ? null : Math.max(...moves),
    presentRankOfBest: (best && rankNow.get(tripleKey(best))) ?? null,
  };
}

function compareExposure(
  directory: Directory,
  present: ReadonlyMap<string, number>,
  proposed: ReadonlyMap<string, number>,
): Pick<WeightsComparison, 'exposure' | 'gainers' | 'losers'> {
  const [before, after] = [exposureBySide(directory, present), exposureBySide(directory, proposed)];
  const changed = [...new Set([...present.keys(), ...proposed.keys()])]
    .map((company) => ({ company, present: present.get(company) ?? 0, proposed: proposed.get(company) ?? 0 }))
    .sort((a, b) => gainOf(b) - gainOf(a) || compareCodeUnits(a.company, b.company));
  return {
    exposure: {
      china: { present: before.china, proposed: after.china },
      developed: { present: before.developed, proposed: after.developed },
      developing: { present: before.developing, proposed: after.developing },
    },
    gainers: changed.filter((company) => gainOf(company) > 0).slice(0, most),
    losers: changed
      .filter((company) => gainOf(company) < 0)
      .sort((a, b) => gainOf(a) - gainOf(b) || compareCodeUnits(a.company, b.company))
      .slice(0, most),
  };
}

function gainOf({ present, proposed }: CompanyExposure): number {
  return proposed - present;
}

import type { Directory } from './directory.js';
import type { BySide } from './sides.js';
import type { TripleMembers } from './triple-score.js';

/** How places in lists fall to the companies of one side. */
export interface Exposure {
  /** Gini coefficient of the places over the companies of the side that can be matched, 0 (all alike) to 1. */
  gini: number;
  /** Share of these companies that are in no list of others, 0 to 1. */
  neverShown: number;
}

/** A list of triples and the company whose list it is. */
export interface OwnedList {
  company: string;
  triples: readonly TripleMembers[];
}

/** By id, how many places a company has in the lists of others; none for one that has none. */
export function placesInListsOfOthers(lists: readonly OwnedList[]): Map<string, number> {
  const places = new Map<string, number>();
  for (const { company, triples } of lists) {
    for (const { china, developed, developing } of triples) {
      for (const member of [china, developed, developing]) {
        if (member !== company) places.set(member, (places.get(member) ?? 0) + 1);
      }
    }
  }
  return places;
}

/** Time O(n log n) for n companies. A side without companies, or without places, is exposed evenly. */
export function exposureBySide(directory: Directory, places: ReadonlyMap<string, number>): BySide<Exposure> {
  const [china, developed, developing] = directory.pools.map((pool) => {
    const counts = Array.from(pool, (company) => places.get(directory.ids[company]!) ?? 0);
    const unseen = counts.filter((count) => count === 0).length;
    return { gini: giniOf(counts), neverShown: counts.length === 0 ? 0 : unseen / counts.length };
  });
  return { china: china!, developed: developed!, developing: developing! };
}

/**
 * Half the mean difference of two counts, over their mean: 0 when all are alike, 1 − 1/n when one of n has everything.
 *
 * With the counts x in ascending order it is Σ (2i − n − 1) · x_i / (n · Σ x), i from 1 to n: no pair is looked at.
 */
function giniOf(counts: readonly number[]): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return 0;
  const ascending = [...counts].sort((a, b) => a - b);
  const weighted = ascending.reduce((sum, count, at) => sum + (2 * (at + 1) - counts.length - 1) * count, 0);
  return weighted / (counts.length * total);
}

import { coverageByOne, coverageByTwo } from './coverage.js';
import type { Directory } from './directory.js';
import { pairFit } from './fit.js';
import { emptyParts, pairOfSides, type TripleParts } from './triple-parts.js';
import type { FitWeights } from './weights.js';

/** The companies of a triple as indices: Chinese, developed, developing. */
export type Members = readonly [number, number, number];

/** Everything a triple is scored and explained by. */
export interface TripleQuantities {
  parts: TripleParts;
  /** `alone[i][j]` is p_ij: the coverage of the member of side i by the one of side j alone; 0 where i is j. */
  alone: readonly (readonly number[])[];
}

/** The exact quantities of one triple. Time O(needs of the three). */
export function tripleQuantities(directory: Directory, weights: FitWeights, members: Members): TripleQuantities {
  const { fullCoverage } = directory;
  const alone = members.map((company, i) =>
    members.map((partner, j) => (i === j ? 0 : coverageByOne(directory, company, partner) / fullCoverage[company]!)),
  );
  const parts = emptyParts();
  for (const [i, j, k] of [
    [0, 1, 2],
    [1, 0, 2],
    [2, 0, 1],
  ] as const) {
    const company = members[i];
    parts.get[i] = coverageByTwo(directory, company, members[j], members[k]) / fullCoverage[company]!;
    parts.give[i] = (alone[j]![i]! + alone[k]![i]!) / 2;
    parts.fit[pairOfSides(j, k)] = pairFit(directory, weights, members[j], members[k]);
  }
  return { parts, alone };
}

/** The "1+1+1" index: 3 · Σ get_i / Σ max(p_ij, p_ik), 3 to 6; null when no pair covers anything. */
export function tripleIndex({ parts: { get }, alone }: TripleQuantities): number | null {
  const best = alone.map((row) => Math.max(...row));
  const alonePartners = best[0]! + best[1]! + best[2]!;
  return alonePartners === 0 ? null : 3 * ((get[0]! + get[1]! + get[2]!) / alonePartners);
}

import type { Directory } from './directory.js';
import { sectorWorth } from './reach.js';

/** What a need covered at full strength within the sector counts: 100 hundredths × 20 twentieths. */
export const fullSupply = 2000;

/** ρ of two companies in twentieths: 20 with a common sector, 12 with adjacent ones, else 3. Symmetric. */
export function sectorTwentieths(directory: Directory, a: number, b: number): number {
  const { sectors, sectorReach, taxonomy } = directory;
  const row = a * taxonomy.sectorCount;
  let best: number = sectorWorth.foreign;
  for (let at = sectors.start[b]!; at < sectors.end[b]!; at += 1) {
    const worth = sectorReach[row + sectors.item[at]!]!;
    if (worth > best) best = worth;
  }
  return best;
}

/** The effective supply of a capability by `partner` to a company with this ρ, 0 to 2000: strength · ρ. */
export function supply(directory: Directory, partner: number, capability: number, twentieths: number): number {
  const { strength, taxonomy } = directory;
  const offered = strength[partner * taxonomy.capabilityCount + capability]!;
  return offered * (taxonomy.isAgnostic[capability] === 1 ? sectorWorth.shared : twentieths);
}

/**
 * N of `company` by one partner: Σ priority · supply over its needs, 0 to `fullCoverage[company]`. Time O(needs), and O(sectors)
 * unless ρ is given.
 */
export function coverageByOne(
  directory: Directory,
  company: number,
  partner: number,
  twentieths = sectorTwentieths(directory, company, partner),
): number {
  const { needs } = directory;
  let sum = 0;
  for (let at = needs.start[company]!; at < needs.end[company]!; at += 1) {
    sum += needs.value[at]! * supply(directory, partner, needs.item[at]!, twentieths);
  }
  return sum;
}

/** N of `company` by two partners: each need counts the partner who supplies more of it. Time as for one. */
export function coverageByTwo(
  directory: Directory,
  company: number,
  a: number,
  b: number,
  twentiethsOfA = sectorTwentieths(directory, company, a),
  twentiethsOfB = sectorTwentieths(directory, company, b),
): number {
  const { needs } = directory;
  let sum = 0;
  for (let at = needs.start[company]!; at < needs.end[company]!; at += 1) {
    const capability = needs.item[at]!;
    const fromA = supply(directory, a, capability, twentiethsOfA);
    const fromB = supply(directory, b, capability, twentiethsOfB);
    sum += needs.value[at]! * (fromA > fromB ? fromA : fromB);
  }
  return sum;
}

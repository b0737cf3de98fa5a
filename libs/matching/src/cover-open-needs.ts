import { leastSupply } from './compiled-filters.js';
import { fullSupply, sectorTwentieths, supply } from './coverage.js';
import type { Directory } from './directory.js';
import type { CoverageLine } from './explain-triple.js';
import { Openness } from './openness.js';
import { sectorWorth } from './reach.js';
import type { NeverPair } from './triple-filters.js';
import type { TripleMembers } from './triple-score.js';

/** A need that the partners of a triple cover by less than 0.30, and who else could. */
export interface OpenNeed {
  /** Id of the member with the need. */
  company: string;
  capability: string;
  /** The strongest, of equals by id, at most 5. Strength is the effective supply, 0.30 to 1. */
  couldCover: { company: string; strength: number }[];
}

export interface OpenNeedsQuestion {
  directory: Directory;
  /** Open triples with their lines. */
  triples: readonly (TripleMembers & { lines: readonly CoverageLine[] })[];
  nevers?: readonly NeverPair[];
  /** Ids that must not appear. */
  excludedCompanies?: readonly string[];
}

/** Companies that are told for each need, at most. */
const most = 5;

/**
 * For each triple its open needs, in the order of its lines, each with the companies of the two other sides than the member's
 * that supply most of it and are open to all three members. Nothing tells of those who are not.
 *
 * For each capability, whoever offers it is found once, by strength; a need looks at the strongest, and at weaker ones only
 * while these could supply more. Time O(companies) for each capability, O(companies that offer it) for each need.
 */
export function coverOpenNeeds({
  directory,
  triples,
  nevers = [],
  excludedCompanies = [],
}: OpenNeedsQuestion): OpenNeed[][] {
  const { indexOf, taxonomy } = directory;
  const openness = new Openness(directory, nevers);
  const excluded = new Set(excludedCompanies.map((id) => indexOf.get(id)));
  const known = new Map<number, Offering[]>();
  const offering = (capability: number) => {
    const offers = known.get(capability) ?? strongestFirst(directory, capability);
    known.set(capability, offers);
    return offers;
  };

  return triples.map(({ china, developed, developing, lines }) => {
    const members = [china, developed, developing].map((id) => indexOf.get(id)!);
    const mayJoin = (company: number) =>
      !excluded.has(company) && members.every((member) => openness.isOpenPair(member, company));
    return lines
      .filter(({ strength }) => strength * fullSupply < leastSupply)
      .map(({ company, capability }) => {
        const item = taxonomy.capabilities.get(capability)!;
        const need = { member: indexOf.get(company)!, capability: item };
        return { company, capability, couldCover: bestSuppliers(directory, need, offering(item), mayJoin) };
      });
  });
}

/** Those who offer a capability alike. */
interface Offering {
  /** What each supplies within its sector, 1 to 2000. */
  atMost: number;
  companies: number[];
}

/** Whoever can be matched and offers the capability, the strongest offers first. */
function strongestFirst(directory: Directory, capability: number): Offering[] {
  const { pools, strength, taxonomy } = directory;
  const byStrength = new Map<number, number[]>();
  for (const pool of pools) {
    for (const company of pool) {
      const offered = strength[company * taxonomy.capabilityCount + capability]!;
      if (offered === 0) continue;
      const alike = byStrength.get(offered);
      if (alike) alike.push(company);
      else byStrength.set(offered, [company]);
    }
  }
  return [...byStrength.values()]
    .map((companies) => ({ atMost: supply(directory, companies[0]!, capability, sectorWorth.shared), companies }))
    .sort((a, b) => b.atMost - a.atMost);
}

function bestSuppliers(
  directory: Directory,
  { member, capability }: { member: number; capability: number },
  offering: readonly Offering[],
  mayJoin: (company: number) => boolean,
): OpenNeed['couldCover'] {
  const { ids, side } = directory;
  const best: { company: number; supplied: number }[] = [];
  /** Where a supplier would stand among the best so far. */
  const placeOf = (company: number, supplied: number) => {
    let at = best.length;
    while (at > 0 && best[at - 1]!.supplied < supplied) at -= 1;
    while (at > 0 && best[at - 1]!.supplied === supplied && ids[best[at - 1]!.company]! > ids[company]!) at -= 1;
    return at;
  };

  let least = leastSupply;
  for (const { atMost, companies } of offering) {
    if (atMost < least) break;
    for (const company of companies) {
      if (side[company] === side[member]) continue;
      const supplied = supply(directory, company, capability, sectorTwentieths(directory, member, company));
      if (supplied < least) continue;
      const at = placeOf(company, supplied);
      if (at === most || !mayJoin(company)) continue;
      best.splice(at, 0, { company, supplied });
      if (best.length > most) best.pop();
      if (best.length === most) least = best[most - 1]!.supplied;
    }
  }
  return best.map(({ company, supplied }) => ({ company: ids[company]!, strength: supplied / fullSupply }));
}

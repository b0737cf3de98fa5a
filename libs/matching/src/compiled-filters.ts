import { fullSupply, sectorTwentieths, supply } from './coverage.js';
import type { Directory } from './directory.js';
import { show } from './hundredths.js';
import { requireFaultless } from './input-faults.js';
import { sectorWorth } from './reach.js';
import type { TripleFilters } from './triple-filters.js';

/** From this effective supply on a need counts as covered: 0.30, in 2000ths. */
export const leastSupply = 0.3 * fullSupply;

/** Filters with codes turned into indices, for the ranking of one asking company. */
export interface CompiledFilters {
  /** Whether a company may stand in a triple at all. */
  admits(company: number): boolean;
  /** Whether two partners cover what the asking company insists on. */
  coversNeeds(partner: number, other: number): boolean;
  /** 0 without a least index. */
  readonly minimumIndex: number;
}

/**
 * @throws InputFaults for unknown countries and sectors, for capabilities that the asking company does not need, and for
 *   a least index outside 3 to 6. Unknown company ids have no effect.
 */
export function compileFilters(directory: Directory, asking: number, filters: TripleFilters): CompiledFilters {
  requireFaultless(filterFaults(directory, asking, filters));
  const { hostCountries, sectors, needsCovered = [], excludedCompanies = [], minimumIndex = 0 } = filters;
  const { taxonomy } = directory;

  const hosts = hostCountries && new Set(hostCountries.map((code) => taxonomy.countries.get(code)!));
  const wanted = sectors?.map((code) => taxonomy.sectors.get(code)!);
  const excluded = new Set(excludedCompanies.map((id) => directory.indexOf.get(id)));
  const insisted = needsCovered.map((code) => taxonomy.capabilities.get(code)!);

  const isNear = (company: number, sector: number) =>
    directory.sectorReach[company * taxonomy.sectorCount + sector]! >= sectorWorth.adjacent;
  const supplies = (partner: number, capability: number) =>
    supply(directory, partner, capability, sectorTwentieths(directory, asking, partner)) >= leastSupply;
  return {
    admits: (company) =>
      !excluded.has(company) &&
      (!hosts || directory.side[company] !== 2 || hosts.has(directory.country[company]!)) &&
      (!wanted || wanted.some((sector) => isNear(company, sector))),
    coversNeeds: (partner, other) =>
      insisted.every((capability) => supplies(partner, capability) || supplies(other, capability)),
    minimumIndex,
  };
}

function filterFaults(directory: Directory, asking: number, filters: TripleFilters): string[] {
  const { countries, sectors, source } = directory.taxonomy;
  const { start, end, item } = directory.needs;
  const needs = Array.from(
    item.subarray(start[asking], end[asking]),
    (capability) => source.capabilities[capability]!.code,
  );
  const faults: string[] = [];
  filters.hostCountries?.forEach((code, i) => {
    if (!countries.has(code)) faults.push(`hostCountries[${i}]: ${show(code)} is not a country of the taxonomy`);
  });
  filters.sectors?.forEach((code, i) => {
    if (!sectors.has(code)) faults.push(`sectors[${i}]: ${show(code)} is not a sector of the taxonomy`);
  });
  filters.needsCovered?.forEach((code, i) => {
    if (!needs.includes(code)) {
      faults.push(
        `needsCovered[${i}]: ${show(code)} is not a need of ${directory.ids[asking]}; it needs ${needs.join(', ')}`,
      );
    }
  });
  const { minimumIndex } = filters;
  if (minimumIndex !== undefined && !(minimumIndex >= 3 && minimumIndex <= 6)) {
    faults.push(`minimumIndex: ${show(minimumIndex)} is outside 3 to 6`);
  }
  return faults;
}

import { show } from './hundredths.js';
import { requireFaultless } from './input-faults.js';
import { type MarketPlaces, marketPlaces } from './market-places.js';
import type { MatchingTaxonomy } from './matching-taxonomy.js';

/** Modes stand in one bit each of a signed 32-bit integer. */
const mostModes = 31;

/** A taxonomy with every code turned into a dense index. */
export interface CompiledTaxonomy {
  readonly source: MatchingTaxonomy;
  readonly sectors: ReadonlyMap<string, number>;
  readonly capabilities: ReadonlyMap<string, number>;
  readonly modes: ReadonlyMap<string, number>;
  readonly countries: ReadonlyMap<string, number>;
  readonly countryCount: number;
  readonly sectorCount: number;
  readonly capabilityCount: number;
  readonly places: MarketPlaces;
  /** By sector: the sectors that it lists or that list it. */
  readonly adjacentSectors: readonly (readonly number[])[];
  /** By capability: 1 when it is worth the same in every sector. */
  readonly isAgnostic: Uint8Array;
}

/** @throws InputFaults for a code given twice, a reference to an unknown code, regions in a circle, too many modes */
export function compileTaxonomy(taxonomy: MatchingTaxonomy): CompiledTaxonomy {
  requireFaultless(taxonomyFaults(taxonomy));

  const sectors = indexCodes(taxonomy.sectors);
  const adjacent = taxonomy.sectors.map(() => new Set<number>());
  taxonomy.sectors.forEach((sector, index) => {
    for (const code of sector.adjacent) {
      const other = sectors.get(code)!;
      adjacent[index]!.add(other);
      adjacent[other]!.add(index);
    }
  });
  return {
    source: taxonomy,
    sectors,
    capabilities: indexCodes(taxonomy.capabilities),
    modes: new Map(taxonomy.modes.map((code, index) => [code, index])),
    countries: indexCodes(taxonomy.countries),
    countryCount: taxonomy.countries.length,
    sectorCount: taxonomy.sectors.length,
    capabilityCount: taxonomy.capabilities.length,
    places: marketPlaces(taxonomy),
    adjacentSectors: adjacent.map((others) => [...others]),
    isAgnostic: Uint8Array.from(taxonomy.capabilities, ({ sectorAgnostic }) => (sectorAgnostic ? 1 : 0)),
  };
}

function indexCodes(entries: readonly { code: string }[]): Map<string, number> {
  return new Map(entries.map(({ code }, index) => [code, index]));
}

function taxonomyFaults(taxonomy: MatchingTaxonomy): string[] {
  const { sectors, capabilities, modes, countries, regions } = taxonomy;
  const faults = [
    ...repeated('sectors', codesOf(sectors)),
    ...repeated('capabilities', codesOf(capabilities)),
    ...repeated('modes', modes),
    // Profiles name countries, regions and `any` in one list.
    ...repeated('countries and regions', [...codesOf(countries), ...codesOf(regions), 'any']),
  ];
  if (modes.length > mostModes) faults.push(`modes: ${modes.length} are more than ${mostModes}`);

  const sectorCodes = new Set(codesOf(sectors));
  const regionCodes = new Set(codesOf(regions));
  for (const { code, adjacent } of sectors) {
    for (const other of adjacent) {
      if (!sectorCodes.has(other)) faults.push(`sectors.${code}.adjacent: ${show(other)} is not a sector`);
    }
  }
  for (const { code, regions: containing } of countries) {
    for (const region of containing) {
      if (!regionCodes.has(region)) faults.push(`countries.${code}.regions: ${show(region)} is not a region`);
    }
  }
  return [...faults, ...regionFaults(taxonomy, regionCodes)];
}

function regionFaults({ regions }: MatchingTaxonomy, known: ReadonlySet<string>): string[] {
  const parentOf = new Map(regions.map(({ code, parent }) => [code, parent]));
  return regions.flatMap(({ code, parent }) => {
    if (parent === undefined) return [];
    if (!known.has(parent)) return [`regions.${code}.parent: ${show(parent)} is not a region`];
    let ancestor: string | undefined = parent;
    for (let steps = 0; ancestor !== undefined; steps += 1) {
      if (steps > regions.length) return [`regions.${code}.parent: the regions contain each other in a circle`];
      ancestor = parentOf.get(ancestor);
    }
    return [];
  });
}

function codesOf(entries: readonly { code: string }[]): string[] {
  return entries.map(({ code }) => code);
}

function repeated(place: string, codes: readonly string[]): string[] {
  const seen = new Set<string>();
  return codes.flatMap((code) => {
    if (seen.has(code)) return [`${place}: ${show(code)} is listed twice`];
    seen.add(code);
    return [];
  });
}

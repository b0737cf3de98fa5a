import type { CompanyProfile } from './company-profile.js';
import type { CompiledTaxonomy } from './compiled-taxonomy.js';
import { toHundredths } from './hundredths.js';
import { type PackedItem, type PackedLists, packLists } from './packed-lists.js';
import { marketReach, sectorReach } from './reach.js';
import { sides } from './sides.js';

/** The scoring inputs of companies 0 to n − 1: dense tables where a pair looks things up, short lists where it walks. */
export interface PackedCompanies {
  /** 0 China, 1 developed, 2 developing, −1 undecided. */
  readonly side: Int8Array;
  /** Index of the home country. */
  readonly country: Int32Array;
  /** Item: capability, value: strength in hundredths. */
  readonly offers: PackedLists;
  /** Row-major n × capabilities: strength in hundredths, 0 where not offered. */
  readonly strength: Uint8Array;
  /** Item: capability, value: priority in hundredths. */
  readonly needs: PackedLists;
  /** 2000 · S, S being the sum of the priorities in hundredths: what every coverage of the company is divided by. */
  readonly fullCoverage: Int32Array;
  /** Item: sector. */
  readonly sectors: PackedLists;
  /** Row-major n × sectors: see `sectorReach`. */
  readonly sectorReach: Uint8Array;
  /** Item: market place, the home country of a developing company among them. */
  readonly markets: PackedLists;
  /** Row-major n × places: see `marketReach`. */
  readonly marketReach: Uint8Array;
  /** 1 when `any` is among the markets. */
  readonly saysAny: Uint8Array;
  /** Item: language, value: level in hundredths. */
  readonly languages: PackedLists;
  /** Row-major n × languages: level in hundredths, 0 where not spoken. */
  readonly languageLevel: Uint8Array;
  readonly languageCount: number;
  /** One bit for each cooperation mode. */
  readonly modes: Int32Array;
  /** 0 to 4, −1 unknown. */
  readonly size: Int8Array;
  /** Item: a company of this directory that the row never works with. */
  readonly blockedCompanies: PackedLists;
  /** Row-major n × countries: 1 where the row never works with companies of that country. */
  readonly blocksCountry: Uint8Array;
}

/** Packs checked profiles in the order given. */
export function packCompanies(
  companies: readonly CompanyProfile[],
  indexOf: ReadonlyMap<string, number>,
  taxonomy: CompiledTaxonomy,
): PackedCompanies {
  const offers = companies.map(({ offers }) =>
    offers.map(({ capability, strength }) => valued(taxonomy.capabilities.get(capability)!, strength)),
  );
  const needs = companies.map(({ needs }) =>
    needs.map(({ capability, priority }) => valued(taxonomy.capabilities.get(capability)!, priority)),
  );
  const sectors = companies.map((company) => indices(company.sectors, taxonomy.sectors));
  const markets = companies.map((company) => indices(marketsOf(company), taxonomy.places.indexOf));
  const languageIndex = new Map<string, number>();
  const languages = companies.map((company) => packLanguages(company, languageIndex));

  return {
    side: Int8Array.from(companies, ({ side }) => (side === null ? -1 : sides.indexOf(side))),
    country: Int32Array.from(companies, ({ country }) => taxonomy.countries.get(country)!),
    offers: packLists(offers),
    strength: denseTable(offers, taxonomy.capabilityCount),
    needs: packLists(needs),
    fullCoverage: Int32Array.from(needs, (list) => 2000 * list.reduce((sum, need) => sum + need.value, 0)),
    sectors: packLists(sectors.map(unvalued)),
    sectorReach: joinRows(
      sectors.map((list) => sectorReach(list, taxonomy)),
      taxonomy.sectorCount,
    ),
    markets: packLists(markets.map(unvalued)),
    marketReach: joinRows(
      markets.map((list) => marketReach(list, taxonomy.places)),
      taxonomy.places.count,
    ),
    saysAny: Uint8Array.from(markets, (list) => (list.includes(taxonomy.places.any) ? 1 : 0)),
    languages: packLists(languages),
    languageLevel: denseTable(languages, languageIndex.size),
    languageCount: languageIndex.size,
    modes: Int32Array.from(companies, ({ modes }) =>
      modes.reduce((bits, mode) => bits | (1 << taxonomy.modes.get(mode)!), 0),
    ),
    size: Int8Array.from(companies, ({ size }) => size ?? -1),
    blockedCompanies: packLists(companies.map(({ blocks }) => unvalued(indices(blocks.companies, indexOf)))),
    blocksCountry: denseTable(
      companies.map(({ blocks }) =>
        blocks.countries.map((code) => ({ item: taxonomy.countries.get(code)!, value: 1 })),
      ),
      taxonomy.countryCount,
    ),
  };
}

function marketsOf({ side, country, markets }: CompanyProfile): readonly string[] {
  return side === 'DEVELOPING' ? [...markets, country] : markets;
}

/** The highest level of each primary subtag; `zh-Hans` and `ZH` are one language. */
function packLanguages({ languages }: CompanyProfile, languageIndex: Map<string, number>): PackedItem[] {
  const levels = new Map<number, number>();
  for (const { tag, level } of languages) {
    const primary = tag.split('-')[0]!.toLowerCase();
    if (!languageIndex.has(primary)) languageIndex.set(primary, languageIndex.size);
    const language = languageIndex.get(primary)!;
    levels.set(language, Math.max(levels.get(language) ?? 0, toHundredths(level)));
  }
  return [...levels].map(([item, value]) => ({ item, value }));
}

function valued(item: number, value: number): PackedItem {
  return { item, value: toHundredths(value) };
}

function unvalued(items: readonly number[]): PackedItem[] {
  return items.map((item) => ({ item, value: 0 }));
}

/** The known codes as indices, each once. */
function indices(codes: readonly string[], known: ReadonlyMap<string, number>): number[] {
  const found = new Set<number>();
  for (const code of codes) {
    const index = known.get(code);
    if (index !== undefined) found.add(index);
  }
  return [...found];
}

function denseTable(rows: readonly (readonly PackedItem[])[], width: number): Uint8Array {
  const table = new Uint8Array(rows.length * width);
  rows.forEach((row, index) => {
    for (const { item, value } of row) table[index * width + item] = value;
  });
  return table;
}

function joinRows(rows: readonly Uint8Array[], width: number): Uint8Array {
  const table = new Uint8Array(rows.length * width);
  rows.forEach((row, index) => table.set(row, index * width));
  return table;
}

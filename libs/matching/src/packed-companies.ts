import type { CompanyProfile } from './company-profile.js';
import type { CompiledTaxonomy } from './compiled-taxonomy.js';
import { DenseRows } from './dense-rows.js';
import { toHundredths } from './hundredths.js';
import { type PackedItem, type PackedLists, ReplaceableLists, resized } from './packed-lists.js';
import { marketReach, sectorReach } from './reach.js';
import { sides } from './sides.js';

/** Whom a company never works with. Few say so, which is why these are objects. */
export interface PackedBlocks {
  /** Ids, also of companies that this directory does not have. */
  readonly companies: readonly string[];
  /** Indices of countries. */
  readonly countries: ReadonlySet<number>;
}

/**
 * The scoring inputs of companies, one row each: dense tables where a pair looks things up, short lists where it walks. The
 * arrays are exchanged when they grow: whoever keeps one over a change has an old one.
 */
export interface PackedCompanies {
  /** 0 China, 1 developed, 2 developing, −1 undecided. */
  readonly side: Int8Array;
  /** Index of the home country. */
  readonly country: Int32Array;
  /** Item: capability, value: strength in hundredths. */
  readonly offers: PackedLists;
  /** Row-major companies × capabilities: strength in hundredths, 0 where not offered. */
  readonly strength: Uint8Array;
  /** Item: capability, value: priority in hundredths. */
  readonly needs: PackedLists;
  /** 2000 · S, S being the sum of the priorities in hundredths: what every coverage of the company is divided by. */
  readonly fullCoverage: Int32Array;
  /** Item: sector. */
  readonly sectors: PackedLists;
  /** Row-major companies × sectors: see `sectorReach`. */
  readonly sectorReach: Uint8Array;
  /** Item: market place, the home country of a developing company among them. */
  readonly markets: PackedLists;
  /** Row-major companies × places: see `marketReach`. */
  readonly marketReach: Uint8Array;
  /** 1 when `any` is among the markets. */
  readonly saysAny: Uint8Array;
  /** Item: language, ascending, value: level in hundredths. */
  readonly languages: PackedLists;
  /** Primary subtags with their languages. */
  readonly languageOf: ReadonlyMap<string, number>;
  /** One bit for each cooperation mode. */
  readonly modes: Int32Array;
  /** 0 to 4, −1 unknown. */
  readonly size: Int8Array;
  /** By company, for those that block anybody. */
  readonly blocks: ReadonlyMap<number, PackedBlocks>;
}

/** Rows of packed companies that are written one by one. */
export class CompanyRows implements PackedCompanies {
  side = new Int8Array(0);
  country = new Int32Array(0);
  fullCoverage = new Int32Array(0);
  saysAny = new Uint8Array(0);
  modes = new Int32Array(0);
  size = new Int8Array(0);
  readonly offers = new ReplaceableLists();
  readonly needs = new ReplaceableLists();
  readonly sectors = new ReplaceableLists();
  readonly markets = new ReplaceableLists();
  readonly languages = new ReplaceableLists();
  readonly blocks = new Map<number, PackedBlocks>();
  readonly languageOf = new Map<string, number>();
  private readonly strengthRows: DenseRows;
  private readonly sectorRows: DenseRows;
  private readonly marketRows: DenseRows;

  constructor(readonly taxonomy: CompiledTaxonomy) {
    this.strengthRows = new DenseRows(taxonomy.capabilityCount);
    this.sectorRows = new DenseRows(taxonomy.sectorCount);
    this.marketRows = new DenseRows(taxonomy.places.count);
  }

  get strength(): Uint8Array {
    return this.strengthRows.values;
  }

  get sectorReach(): Uint8Array {
    return this.sectorRows.values;
  }

  get marketReach(): Uint8Array {
    return this.marketRows.values;
  }

  /** Makes room for rows 0 to `count` − 1. Time O(count). */
  reserveRows(count: number): void {
    if (count <= this.side.length) return;
    this.side = resized(this.side, count);
    this.country = resized(this.country, count);
    this.fullCoverage = resized(this.fullCoverage, count);
    this.saysAny = resized(this.saysAny, count);
    this.modes = resized(this.modes, count);
    this.size = resized(this.size, count);
    for (const lists of [this.offers, this.needs, this.sectors, this.markets, this.languages]) lists.reserveRows(count);
    for (const rows of [this.strengthRows, this.sectorRows, this.marketRows]) rows.reserveRows(count);
  }

  /** Packs a checked profile into a row. Time O(lists + sectors + market places). */
  write(row: number, profile: CompanyProfile): void {
    const { taxonomy } = this;
    const offers = profile.offers.map(({ capability, strength }) =>
      valued(taxonomy.capabilities.get(capability)!, strength),
    );
    const needs = profile.needs.map(({ capability, priority }) =>
      valued(taxonomy.capabilities.get(capability)!, priority),
    );
    const sectors = indices(profile.sectors, taxonomy.sectors);
    const markets = indices(marketsOf(profile), taxonomy.places.indexOf);

    this.side[row] = profile.side === null ? -1 : sides.indexOf(profile.side);
    this.country[row] = taxonomy.countries.get(profile.country)!;
    this.fullCoverage[row] = needs.reduce((sum, { value }) => sum + 2000 * value, 0);
    this.saysAny[row] = markets.includes(taxonomy.places.any) ? 1 : 0;
    this.modes[row] = profile.modes.reduce((bits, mode) => bits | (1 << taxonomy.modes.get(mode)!), 0);
    this.size[row] = profile.size ?? -1;
    this.offers.replace(row, offers);
    this.needs.replace(row, needs);
    this.sectors.replace(row, sectors.map(unvalued));
    this.markets.replace(row, markets.map(unvalued));
    this.languages.replace(row, this.packLanguages(profile));
    this.strengthRows.replaceByList(row, offers);
    this.sectorRows.replace(row, sectorReach(sectors, taxonomy));
    this.marketRows.replace(row, marketReach(markets, taxonomy.places));
    this.writeBlocks(row, profile);
  }

  private writeBlocks(row: number, { blocks: { companies, countries } }: CompanyProfile): void {
    if (companies.length + countries.length === 0) this.blocks.delete(row);
    else this.blocks.set(row, { companies, countries: new Set(indices(countries, this.taxonomy.countries)) });
  }

  /** The highest level of each primary subtag; `zh-Hans` and `ZH` are one language. */
  private packLanguages({ languages }: CompanyProfile): PackedItem[] {
    const levels = new Map<number, number>();
    for (const { tag, level } of languages) {
      const primary = tag.split('-')[0]!.toLowerCase();
      const language = this.languageOf.get(primary) ?? this.languageOf.size;
      this.languageOf.set(primary, language);
      levels.set(language, Math.max(levels.get(language) ?? 0, toHundredths(level)));
    }
    return [...levels].map(([item, value]) => ({ item, value })).sort((a, b) => a.item - b.item);
  }
}

function marketsOf({ side, country, markets }: CompanyProfile): readonly string[] {
  return side === 'DEVELOPING' ? [...markets, country] : markets;
}

function valued(item: number, value: number): PackedItem {
  return { item, value: toHundredths(value) };
}

function unvalued(item: number): PackedItem {
  return { item, value: 0 };
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

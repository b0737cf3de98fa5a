/** The codes that profiles may use, and what scoring has to know of each. An argument: the library owns no data. */
export interface MatchingTaxonomy {
  sectors: readonly SectorEntry[];
  capabilities: readonly CapabilityEntry[];
  /** Codes of the cooperation modes, at most 31. */
  modes: readonly string[];
  countries: readonly CountryEntry[];
  regions: readonly RegionEntry[];
}

export interface SectorEntry {
  code: string;
  /** Adjacency counts in both directions, whichever sector lists the other. */
  adjacent: readonly string[];
}

export interface CapabilityEntry {
  code: string;
  /** Sector-agnostic capabilities are worth the same in every sector (ρ = 1). */
  sectorAgnostic: boolean;
}

export interface CountryEntry {
  /** ISO 3166-1 alpha-2. */
  code: string;
  /** Every UN M49 region that contains the country; the parents of a region need not be repeated. */
  regions: readonly string[];
  /** A third-party-market document with China is signed. */
  hasThirdPartyMarketDocument: boolean;
  /** A Belt and Road memorandum is in force. */
  hasBeltAndRoadMemorandum: boolean;
}

export interface RegionEntry {
  /** UN M49, such as `202`. */
  code: string;
  /** The region that contains this one, where the taxonomy has it. */
  parent?: string;
}

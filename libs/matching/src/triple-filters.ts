/** What an asking company wants to see. Filters shrink the pools or drop triples; they never change a score. */
export interface TripleFilters {
  /** The developing member is at home in one of these countries (ISO 3166-1 alpha-2). */
  hostCountries?: readonly string[];
  /** Each member, the asking one too, has one of these sectors or an adjacent one. */
  sectors?: readonly string[];
  /** Needs of the asking company that a partner must cover with an effective supply of at least 0.30. */
  needsCovered?: readonly string[];
  /** Company ids that must not appear. */
  excludedCompanies?: readonly string[];
  /** The "1+1+1" index is at least this, 3 to 6. */
  minimumIndex?: number;
}

/** Two companies of which one said *never* to the other at this forum. Ids outside the directory have no effect. */
export type NeverPair = readonly [string, string];

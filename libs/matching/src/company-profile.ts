import type { Side } from './sides.js';

/**
 * What scoring knows of a company. Every profile in a directory counts as approved.
 *
 * Lists may have any length and any order. Strengths, priorities and levels are whole hundredths from 0.01 to 1.00.
 */
export interface CompanyProfile {
  /** Unique in its directory; equal scores rank by it, in code-unit order. */
  id: string;
  /** ISO 3166-1 alpha-2, one of the taxonomy's. */
  country: string;
  /** Null where no side is decided: the company is then in no pool. */
  side: Side | null;
  /** Codes of the taxonomy. */
  sectors: readonly string[];
  /** Each capability at most once. */
  offers: readonly Offer[];
  /** Each capability at most once. */
  needs: readonly Need[];
  /** ISO 3166-1 alpha-2 countries, UN M49 regions such as `202`, or `any`. */
  markets: readonly string[];
  /** Cooperation modes of the taxonomy. */
  modes: readonly string[];
  /** Compared by primary subtag; of several levels for one language the highest counts. */
  languages: readonly SpokenLanguage[];
  /** 0 under 10 people, 1 under 50, 2 under 250, 3 under 5,000, 4 more, null unknown. */
  size: CompanySize | null;
  blocks: Blocks;
}

export interface Offer {
  capability: string;
  /** 0.40 stated, 0.60 with a reference, 0.80 shown by a named project, 1.00 confirmed by an organizer. */
  strength: number;
}

export interface Need {
  capability: string;
  /** 0.30 useful, 0.60 important, 1.00 decisive. */
  priority: number;
}

export interface SpokenLanguage {
  /** BCP 47. */
  tag: string;
  /** 1.00 native, 0.80 fluent, 0.60 working, 0.30 basic. */
  level: number;
}

export type CompanySize = 0 | 1 | 2 | 3 | 4;

/** Whom a company never works with. Private: it closes triples, and no text or count may tell why. */
export interface Blocks {
  /** Company ids; ids outside the directory have no effect. */
  companies: readonly string[];
  /** ISO 3166-1 alpha-2. */
  countries: readonly string[];
}

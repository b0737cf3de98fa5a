import type { ByPair, BySide } from './sides.js';

/** The three members of a triple, by company id. */
export type TripleMembers = BySide<string>;

/** The score of one triple with the parts it is made of. Numbers are unrounded. */
export interface TripleScore {
  /** False: not one complete company of each side, or closed by a block or a *never*. Every number is then 0. */
  isOpen: boolean;
  /** 0 to 100. */
  score: number;
  /** Mean of the three `get`, 0 to 1. */
  coverage: number;
  /** Harmonic mean of the three `get` and the three `give`, 0 to 1; 0 when somebody gets or gives nothing. */
  reciprocity: number;
  /** Mean of the fits of the three pairs, 0 to 1. */
  fit: number;
  /** The "1+1+1" index, 3 to 6; null where no pair covers anything. */
  index: number | null;
  /** The share of each member's weighted needs that the other two cover together, 0 to 1. */
  get: BySide<number>;
  /** The mean of what each member alone covers of the needs of the other two, 0 to 1. */
  give: BySide<number>;
  /** Shapley shares of the total coverage: they add up to 1, or are all 0 where nothing is covered. */
  shares: BySide<number>;
  pairs: ByPair<PairScore>;
}

/** What two companies are to each other; "first" is the one whose side comes first. */
export interface PairScore {
  /** p of the first by the second alone: the share of its weighted needs, 0 to 1. */
  coverageOfFirst: number;
  /** p of the second by the first alone. */
  coverageOfSecond: number;
  /** 0 to 1. */
  fit: number;
}

export interface RankedTriple extends TripleMembers, TripleScore {
  /** 1, 2, 3, …: equal scores are told apart by the ids of the Chinese, developed and developing member. */
  rank: number;
}

/** The best triples, and how many there were to choose from. */
export interface TripleRanking {
  weightsVersion: string;
  /** How many were asked for; `triples` has fewer when fewer open triples pass the filters with Reciprocity > 0. */
  asked: number;
  /** Best first. */
  triples: RankedTriple[];
  counts: RankingCounts;
  /** Whether an index stood ready. The list is the same without it, and takes longer. */
  isIndexed: boolean;
}

/** How the work was spent. Always `possible ≥ bounded ≥ computed ≥ scored`. */
export interface RankingCounts {
  /**
   * Triples left by the filters that shrink the pools (host countries, sectors, excluded companies). Closed ones count too:
   * a count that left them out would tell of a block or a *never*.
   */
  possible: number;
  /** Those for which an upper bound of the score was computed. */
  bounded: number;
  /** Those for which the coverages of the two candidates by each other were computed. */
  computed: number;
  /** Those that were scored whole. */
  scored: number;
}

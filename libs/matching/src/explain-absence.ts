import type { Directory } from './directory.js';
import type { TripleExplanation } from './explain-triple.js';
import type { PairIndex } from './pair-index.js';
import type { TripleMembers } from './triple-score.js';
import type { NeverPair, TripleFilters } from './triple-filters.js';
import type { Weights } from './weights.js';

/** Why two companies that somebody expected are not in a list. */
export interface AbsenceQuestion {
  directory: Directory;
  index?: PairIndex;
  /** Id of the asking company. */
  company: string;
  /** Ids of the two expected, one of each other side, in any order. */
  expected: readonly [string, string];
  /** How long the list was that they were missed in. */
  k: number;
  weights?: Weights;
  /** Those of the list. */
  filters?: TripleFilters;
  nevers?: readonly NeverPair[];
  /** Told `done` of `total`. */
  onProgress?: (done: number, total: number) => void;
}

/** What one thing, changed alone, would make of the score. */
export interface ScoreChange {
  /** Id of the member that would change. */
  company: string;
  /** OFFER: offers the capability at that strength; NEED is never proposed. The others: has the code in common with the partner. */
  kind: 'OFFER' | 'MARKET' | 'LANGUAGE' | 'MODE' | 'SECTOR';
  /** A capability, a country, a primary language subtag, a mode or a sector. */
  code: string;
  /** For OFFER and LANGUAGE the strength or level that is assumed, 0.01 to 1.00; else null. */
  value: number | null;
  /** 0 to 100, with this change alone. */
  score: number;
  /** Whether that would reach the list. */
  reachesList: boolean;
}

export interface Absence extends TripleExplanation {
  members: TripleMembers;
  /** From 1, among all triples that pass the filters; null for a triple that is never listed (filters, or Reciprocity 0). */
  rank: number | null;
  /** As `RankingCounts.possible`: closed triples count too. */
  possible: number;
  /** Score of the last triple of the list; null when the list has fewer than k. */
  scoreToReach: number | null;
  /** Which of the question's own filters leave the triple out. */
  droppedBy: (keyof TripleFilters)[];
  /** The changes that raise the score most, best first, at most 10. */
  changes: ScoreChange[];
}

/**
 * Null when the triple is not open, whatever the reason (see `scoreTriple`).
 */
export function explainAbsence(_question: AbsenceQuestion): Absence | null {
  throw new RangeError('being written');
}

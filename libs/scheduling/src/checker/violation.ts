/** The rules that the checker holds a schedule to. */
export type Rule =
  | 'unknown-id'
  | 'placed-twice'
  | 'session'
  | 'sub-forum'
  | 'pin'
  | 'availability'
  | 'pause'
  | 'table-seats'
  | 'table-kind'
  | 'table-sub-forum'
  | 'two-seats-first'
  | 'double-booking'
  | 'table-taken'
  | 'daily-maximum'
  | 'too-many-in-a-row'
  | 'precedence'
  | 'published-moves'
  | 'published-unplaced'
  | 'unplaced-list'
  | 'fairness'
  | 'certificate'
  | 'evidence';

/** One rule that a schedule breaks. */
export interface Violation {
  rule: Rule;
  /** A sentence with the ids and numbers. */
  message: string;
  /** The meetings concerned, as far as there are any. */
  meetings: string[];
}

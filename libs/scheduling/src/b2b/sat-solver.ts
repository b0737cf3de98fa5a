import type { ClauseSink } from './cnf/clause-sink.js';

/** What the search asks of a SAT solver; whoever makes it decides what interrupts it. */
export interface SatSolver extends ClauseSink {
  /**
   * Whether all clauses and `assumptions` can hold together; `unknown` when interrupted.
   *
   * @param isOutrun asked all the time, besides what interrupts the solver anyway
   */
  solve(assumptions: readonly number[], isOutrun?: () => boolean): 'satisfiable' | 'unsatisfiable' | 'unknown';
  /** Whether the literal holds in the model that `satisfiable` found. */
  value(literal: number): boolean;
  /** Whether the assumption took part in `unsatisfiable`. */
  hasFailed(assumption: number): boolean;
}

/** The bounds that all parts of a search share, and where they report. */
export interface SearchRecord {
  /** No schedule has fewer breaks. */
  readonly lower: number;
  /** The fewest breaks of a schedule that was found, or Infinity. */
  readonly upper: number;
  raiseLower(breaks: number): void;
  /** @param slots the slot of each meeting */
  offer(slots: readonly number[]): void;
  /** There is no schedule at all. */
  refute(): void;
}

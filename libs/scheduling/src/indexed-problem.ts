import type { SchedulingProblem } from './problem.js';

/** An interval in milliseconds since 1970. */
export type Span = readonly [start: number, end: number];

/**
 * A checked problem with indices for ids and milliseconds for times: what the solver's inner loops read.
 * Two-dimensional tables are row-major: `canUse[meeting * slotCount + slot]`. Names map to numbers, -1 is "none".
 */
export interface IndexedProblem {
  readonly source: SchedulingProblem;
  readonly slotCount: number;
  readonly tableCount: number;
  readonly participantCount: number;
  readonly meetingCount: number;
  readonly dayCount: number;

  readonly start: Float64Array;
  readonly end: Float64Array;
  readonly dayOf: Int32Array;
  /** Per day its slots in order of start, then end; `rank` is the place of a slot there. */
  readonly slotsOfDay: number[][];
  readonly rank: Int32Array;
  /** All slots, day by day. */
  readonly slotsInOrder: number[];
  /** Per slot all slots that share time with it, itself among them. */
  readonly overlaps: number[][];

  readonly available: (Span[] | null)[];
  readonly pauses: Span[][];
  readonly maxPerDay: Float64Array;
  readonly maxInARow: Float64Array;
  readonly meetingsOf: number[][];

  readonly parties: number[][];
  readonly weight: Float64Array;
  readonly pinnedSlot: Int32Array;
  readonly pinnedTable: Int32Array;
  /** Per meeting those that must have ended before it, and those that it must end before. */
  readonly earlier: number[][];
  readonly later: number[][];

  /** meeting × slot: 1 where session, sub-forum, pin, availability and pauses have nothing against it. */
  readonly canUse: Uint8Array;
  /**
   * participant × slot: the end of the first slot to become idle after this one, that is the least end of all slots
   * of the day that start no earlier than this one ends and that its meetings could use; Infinity without any.
   */
  readonly idleEnd: Float64Array;
  /** participant × slot: the start of its first pause after this slot; Infinity without any. */
  readonly nextPause: Float64Array;

  /** Most breaks that two participants may differ by; Infinity where nothing is asked. */
  readonly fairness: number;
  /** Per slot: 1 where no other slot shares time with it. */
  readonly isAlone: Uint8Array;

  readonly slotIndex: Map<string, number>;
  readonly tableIndex: Map<string, number>;
  readonly participantIndex: Map<string, number>;
  readonly meetingIndex: Map<string, number>;
}

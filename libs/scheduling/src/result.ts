import type { Certificates } from './certificate.js';
import type { Placement } from './problem.js';

/** All kinds of obstacle, in the order in which a headline is chosen among equals. One file in `constraints/` lists each. */
export const obstacleKinds = [
  'session',
  'sub-forum',
  'pinned-elsewhere',
  'party-unavailable',
  'pause',
  'party-busy',
  'day-full',
  'too-many-in-a-row',
  'must-come-after',
  'must-come-before',
  'no-table',
  'table-seats',
  'table-kind',
  'table-sub-forum',
  'table-taken',
] as const;

/** What can stand in the way of a meeting at a slot, or at a table in it. */
export type ObstacleKind = (typeof obstacleKinds)[number];

/** One thing that stands in the way. */
export interface Obstacle {
  kind: ObstacleKind;
  /** Whose busy time, absence, pause or limit it is; absent when it is nobody's. */
  participant?: string;
  /** The placed meetings that cause it, in order of the problem; empty when the problem itself does. */
  meetings: string[];
}

/** Why a meeting was left out: for each slot of its sessions, sub-forum and pin, everything that stands in the way. */
export interface UnplacedMeeting {
  meeting: string;
  /** The kind that occurs in most slots, the first of `ObstacleKind` when tied; `no-slot` when there is no slot. */
  headline: ObstacleKind | 'no-slot';
  /** In order of the problem. With the others where they are, lifting all obstacles of one slot opens it. */
  perSlot: { slot: string; obstacles: Obstacle[] }[];
}

/**
 * How good the schedule is, and against what it was measured:
 * `weight` of at most `maxWeight`; `meetings` of at most `maxMeetings`; `breaks` of at least `minBreaks`.
 */
export interface Evidence {
  weight: number;
  maxWeight: number;
  meetings: number;
  maxMeetings: number;
  breaks: number;
  minBreaks: number;
  /**
   * `placed`: `minBreaks` holds for every schedule that places exactly these meetings; `weight`: for every one of this
   * weight (and of as few moved meetings).
   */
  minBreaksScope: 'placed' | 'weight';
  /** `certificate`: the bound is what its certificate evaluates to. `solver`: trying everything has shown it. */
  proof: { weight: 'certificate' | 'solver'; breaks: 'certificate' | 'solver' };
  certificates: Certificates;
  /** Where the problem asks for fairness: how far the breaks of two participants with a placed meeting differ at most. */
  fairness: FairnessEvidence | null;
  /** Published meetings whose slot changed or that were unplaced; 0 in a first solve. */
  moved: number;
  /** Published meetings that kept their slot and changed the table. */
  tablesChanged: number;
  /** Published meetings that could not stay, because what they need is no longer there; they do not use up `maxMoves`. */
  displaced: number;
  /**
   * `proven-best`: weight and breaks equal their bounds, nothing moved more than must, and fairness is proven.
   * `exhausted`: nothing was left to try that could end in time, as when
   * no meeting can be placed any more. `stopped`: `shouldStop` said so.
   */
  endedBy: 'proven-best' | 'exhausted' | 'max-steps' | 'stopped';
  seed: number;
  steps: number;
}

/** How fair a schedule is. */
export interface FairnessEvidence {
  /** What the problem asks for. */
  asked: number;
  /** What the schedule has; above `asked`: it is the smallest that was found at this weight. */
  reached: number;
  /** Whether no schedule of this weight is fairer than `reached`, or it is what was asked for. */
  isProven: boolean;
}

/** A schedule with its evidence. */
export interface ScheduleResult {
  /** In order of the problem's meetings. */
  placements: Placement[];
  evidence: Evidence;
  /** Every meeting without a placement, in order of the problem. */
  unplaced: UnplacedMeeting[];
}

/** Where a running search stands. */
export interface SolveProgress {
  weight: number;
  maxWeight: number;
  breaks: number;
  /** For the meetings placed so far. */
  minBreaks: number;
  steps: number;
  maxSteps: number;
}

/** What a re-solve is to keep. */
export interface PublishedSchedule {
  /** The published schedule. Given: a re-solve that keeps it in place as far as it can. */
  previous?: Placement[];
  /** Most published meetings that may move beyond the displaced ones. Omitted: no limit. */
  maxMoves?: number;
  /** True: published meetings may also be unplaced for others of more weight; each counts as moved. */
  allowUnplace?: boolean;
}

export interface SolveOptions extends PublishedSchedule {
  /** A whole number; the same problem, options and seed give the same schedule when `maxSteps` ends the search. */
  seed: number;
  /** Most steps of search, from 0; one step moves, inserts or swaps a few meetings. */
  maxSteps: number;
  /**
   * The share of its time limit that the search has used, from 0; 1 or more ends it with the best schedule so far.
   * Annealing cools by it as by the steps. Asked every few steps.
   */
  timeUsed?: () => number;
  /** Asked every few steps; true ends the search with the best schedule so far. */
  shouldStop?: () => boolean;
  /** Told at the start, every 1 % of the steps, and at the end. */
  onProgress?: (progress: SolveProgress) => void;
  /**
   * Told, with the progress, the best schedule so far when it has changed: whoever ends the search from outside keeps it.
   * Tables are not settled yet: `assessSchedule` gives its evidence, and two parties may sit at three seats.
   */
  onIncumbent?: (placements: Placement[]) => void;
}

import type {
  Placement,
  PublishedSchedule,
  ScheduleResult,
  SchedulingProblem,
  SolveOptions,
  Violation,
} from '#scheduling';
import type { DraftProgress, SearchCut } from './schedule-draft.entity.js';

export interface SolveTask {
  problem: SchedulingProblem;
  options: Pick<SolveOptions, 'seed' | 'maxSteps' | keyof PublishedSchedule>;
  /** The search ends with its best schedule when so much time has passed. */
  timeLimitSeconds: number;
}

/** What a search had found when it was ended from outside. */
export interface CutSearch {
  /** At least one placement; its tables are not settled, and some more may have room. */
  incumbent: Placement[];
  seed: number;
  steps: number;
}

/** How a search ended: by itself with its result, or cut short with what it had found by then. */
export type SearchEnding = { progress: DraftProgress | null } & (
  | { result: ScheduleResult }
  | {
      cutShortBy: SearchCut;
      /** What the thread died of; null when it was ended. */
      fault: Error | null;
      /** Null when it had placed nothing yet. */
      search: CutSearch | null;
    }
);

/** The scheduling core, in threads of its own where it matters. */
export interface ScheduleCore {
  /** Does not reject when `signal` aborts: it ends at once with what was found by then. */
  solve: (task: SolveTask, onProgress: (progress: DraftProgress) => void, signal: AbortSignal) => Promise<SearchEnding>;
  /** Makes a whole result of a search that was cut short; rejects when `signal` aborts. */
  complete: (
    problem: SchedulingProblem,
    search: CutSearch,
    published: PublishedSchedule,
    signal: AbortSignal,
  ) => Promise<ScheduleResult>;
  /** The independent checker; rejects when `signal` aborts. */
  check: (
    problem: SchedulingProblem,
    result: ScheduleResult,
    published: PublishedSchedule,
    signal: AbortSignal,
  ) => Promise<Violation[]>;
}

import type { Placement, ScheduleResult } from '#scheduling';

/** What `schedule --problem` prints. */
export interface ProblemAnswer extends ScheduleResult {
  /** OPTIMAL: proven, no better schedule exists. */
  status: 'OPTIMAL' | 'FEASIBLE';
  /** Since the start of the process. */
  seconds: number;
  /** Where the fairness that the problem asks for is not reached: a sentence that says so, with the smallest found. */
  cause?: string;
  /** What a re-solve was to keep; null for a first solve. */
  published: { previous: Placement[]; maxMoves: number | null; allowUnplace?: boolean } | null;
}

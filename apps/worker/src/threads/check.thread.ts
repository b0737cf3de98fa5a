import type { CutSearch } from '#domain';
import {
  checkSchedule,
  completeSchedule,
  type PublishedSchedule,
  type ScheduleResult,
  type SchedulingProblem,
  type Violation,
} from '#scheduling';

export interface CheckTask {
  problem: SchedulingProblem;
  result: ScheduleResult;
  published: PublishedSchedule;
}

export interface CompleteTask {
  problem: SchedulingProblem;
  search: CutSearch;
  published: PublishedSchedule;
}

/** The independent checker. */
export function check({ problem, result, published }: CheckTask): Violation[] {
  return checkSchedule(problem, result, published);
}

/** A whole result of what a search had found when it was ended from outside. */
export function complete({ problem, search, published }: CompleteTask): ScheduleResult {
  return completeSchedule(problem, search.incumbent, published.previous ?? [], search);
}

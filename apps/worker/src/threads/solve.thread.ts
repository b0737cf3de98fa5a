import type { MessagePort } from 'node:worker_threads';
import type { DraftProgress, SolveTask } from '#domain';
import {
  checkSchedule,
  solve as solveProblem,
  type PublishedSchedule,
  type ScheduleResult,
  type SchedulingProblem,
  type SolveProgress,
  type Violation,
} from '#scheduling';

export interface SolveThreadTask extends SolveTask {
  /** Hears `DraftProgress`. */
  progress: MessagePort;
}

export interface CheckThreadTask {
  problem: SchedulingProblem;
  result: ScheduleResult;
  published: PublishedSchedule;
}

const reportEveryMs = 250;

/** Solves in a thread of its own, until the steps or the time are used up. */
export function solve({ problem, options, timeLimitSeconds, progress }: SolveThreadTask): ScheduleResult {
  const startedAt = Date.now();
  let latest: SolveProgress | null = null;
  let reportedAt = startedAt;
  const report = (): void => {
    const now = Date.now();
    if (latest === null || now - reportedAt < reportEveryMs) return;
    reportedAt = now;
    progress.postMessage(toDraftProgress(latest, timeUsed()));
  };
  const timeUsed = () => (Date.now() - startedAt) / 1000 / timeLimitSeconds;
  return solveProblem(problem, {
    ...options,
    timeUsed,
    onProgress: (reached) => {
      latest = reached;
      report();
    },
    // Asked far more often than progress is told when there are many steps.
    shouldStop: () => {
      report();
      return timeUsed() >= 1;
    },
  });
}

/** The independent checker. */
export function check({ problem, result, published }: CheckThreadTask): Violation[] {
  return checkSchedule(problem, result, published);
}

/** Whichever of steps and time is nearer to its end says how far the run is. */
function toDraftProgress(
  { weight, maxWeight, breaks, steps, maxSteps }: SolveProgress,
  timeShare: number,
): DraftProgress {
  const stepShare = maxSteps === 0 ? 1 : steps / maxSteps;
  return { placedWeight: weight, maxWeight, breaks, share: Math.min(1, Math.max(stepShare, timeShare)) };
}

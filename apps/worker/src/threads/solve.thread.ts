import { parentPort, workerData } from 'node:worker_threads';
import type { DraftProgress, SolveTask } from '#domain';
import { solve, type ScheduleResult, type SolveProgress } from '#scheduling';
import { giveWay } from './give-way.js';
import { SchedulePacker, type PackedSchedule } from './packed-schedule.js';

/** What the thread of a solver tells: that it begins, how it goes, its best schedule so far, and at the end its result. */
export type SolveNews =
  | { timeLimitSeconds: number }
  | { progress: DraftProgress }
  | { incumbent: PackedSchedule }
  | { result: ScheduleResult };

const tellEveryMs = 250;

/** Solves until the steps or the time are used up. Nobody asks it to stop: whoever has enough ends the thread. */
function run({ problem, options, timeLimitSeconds }: SolveTask, tell: (news: SolveNews) => void): void {
  tell({ timeLimitSeconds });
  const startedAt = Date.now();
  const secondsUsed = (): number => (Date.now() - startedAt) / 1000;
  const packer = new SchedulePacker(problem);
  let latest: SolveProgress | null = null;
  let bestAfterSeconds: number | null = null;
  let toldAt = -Infinity;
  const tellProgress = (): void => {
    const now = Date.now();
    if (latest === null || now - toldAt < tellEveryMs) return;
    toldAt = now;
    tell({ progress: toDraftProgress(latest, secondsUsed() / timeLimitSeconds, bestAfterSeconds) });
  };
  const result = solve(problem, {
    ...options,
    timeUsed: () => {
      // Asked far more often than progress is told when there are many steps.
      tellProgress();
      return secondsUsed() / timeLimitSeconds;
    },
    onProgress: (reached) => {
      latest = reached;
    },
    onIncumbent: (placements) => {
      if (placements.length > 0) bestAfterSeconds = secondsUsed();
      tell({ incumbent: packer.pack(placements) });
      tellProgress();
    },
  });
  toldAt = -Infinity;
  tellProgress();
  tell({ result });
}

/** Whichever of steps and time is nearer to its end says how far the run is. */
function toDraftProgress(
  { weight, maxWeight, breaks, minBreaks, steps, maxSteps }: SolveProgress,
  timeShare: number,
  bestAfterSeconds: number | null,
): DraftProgress {
  const stepShare = maxSteps === 0 ? 1 : steps / maxSteps;
  const share = Math.min(1, Math.max(stepShare, timeShare));
  return { placedWeight: weight, maxWeight, breaks, minBreaks, bestAfterSeconds, steps, share };
}

giveWay();
run(workerData as SolveTask, (news) => parentPort!.postMessage(news));

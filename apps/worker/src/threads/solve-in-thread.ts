import { Worker } from 'node:worker_threads';
import type { DraftProgress, SearchCut, SearchEnding, SolveTask } from '#domain';
import type { ScheduleResult } from '#scheduling';
import { unpackSchedule, type PackedSchedule } from './packed-schedule.js';
import type { SolveNews } from './solve.thread.js';

/** Where the thread's code is, how its node is called, and how long after its time limit it is ended. */
export interface SolveThreadSource {
  filename: string | URL;
  execArgv?: string[];
  /** For bounds, tables and causes, which come after the search, given its time limit. */
  graceMs: (timeLimitSeconds: number) => number;
}

export const solveThreadSource: SolveThreadSource = {
  filename: new URL('./solve.thread.js', import.meta.url),
  graceMs: (timeLimitSeconds) => 5_000 + 500 * timeLimitSeconds,
};

/**
 * Solves in a thread of its own, of which this one keeps the best schedule that it has told. An abort, or a time limit that is
 * long over, ends the thread in the middle of whatever it does: it is not asked, so that it cannot be late. What it had found by
 * then is the answer, also when the thread dies by itself.
 *
 * @throws what ended a thread that had told no schedule with a placement, unless it was ended by an abort or for its time
 */
export function solveInThread(
  task: SolveTask,
  onProgress: (progress: DraftProgress) => void,
  signal: AbortSignal,
  source: SolveThreadSource = solveThreadSource,
): Promise<SearchEnding> {
  const { filename, execArgv } = source;
  const worker = new Worker(filename, { workerData: task, ...(execArgv ? { execArgv } : {}) });
  let progress: DraftProgress | null = null;
  let incumbent: PackedSchedule | null = null;
  let result: ScheduleResult | null = null;
  let cut: SearchCut | null = null;
  let fault: Error | null = null;

  const end = (reason: SearchCut): void => {
    cut ??= reason;
    void worker.terminate();
  };
  const onAbort = (): void => end('cancelled');
  signal.addEventListener('abort', onAbort);
  if (signal.aborted) onAbort();
  let timer: NodeJS.Timeout | undefined;

  worker.on('message', (news: SolveNews) => {
    if ('progress' in news) onProgress((progress = news.progress));
    else if ('incumbent' in news) incumbent = news.incumbent;
    else if ('result' in news) result = news.result;
    else {
      const { timeLimitSeconds } = news;
      timer = setTimeout(() => end('time_limit'), 1_000 * timeLimitSeconds + source.graceMs(timeLimitSeconds));
    }
  });
  worker.on('error', (error: Error) => (fault = error));
  return new Promise((resolve, reject) => {
    // Comes after every message that the thread has sent.
    worker.on('exit', (code) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      if (result !== null) return resolve({ result, progress });
      const placements = incumbent === null ? [] : unpackSchedule(task.problem, incumbent);
      if (cut === null && placements.length === 0) {
        return reject(fault ?? new Error(`The thread of the solver ended with ${code} and told no schedule.`));
      }
      const steps = progress?.steps ?? 0;
      const search = placements.length === 0 ? null : { incumbent: placements, seed: task.options.seed, steps };
      resolve({ cutShortBy: cut ?? 'thread_lost', fault, search, progress });
    });
  });
}

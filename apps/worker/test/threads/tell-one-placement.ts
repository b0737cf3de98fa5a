import { parentPort, workerData } from 'node:worker_threads';
import type { SolveTask } from '#domain';
import type { SolveNews } from '../../src/threads/solve.thread.js';

/** What a solver tells that has placed the first meeting in the first slot. */
export function tellOnePlacement(): void {
  const { problem, timeLimitSeconds } = workerData as SolveTask;
  const tell = (news: SolveNews): void => parentPort!.postMessage(news);
  tell({ timeLimitSeconds });
  const incumbent = new Int32Array(2 * problem.meetings.length).fill(-1);
  incumbent.set([0, 0]);
  tell({ incumbent });
  const progress = {
    placedWeight: 2,
    maxWeight: 9,
    breaks: 0,
    minBreaks: 0,
    bestAfterSeconds: 0,
    steps: 5,
    share: 0.1,
  };
  tell({ progress });
}

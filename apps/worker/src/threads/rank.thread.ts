import type { MessagePort } from 'node:worker_threads';
import { rankAndExplain, type ExplainedRanking, type ExplainedRankingQuestion } from '#matching';

export interface RankTask {
  question: ExplainedRankingQuestion;
  /** Hears shares from 0 to 1. */
  progress: MessagePort;
}

const reportEveryMs = 250;

/** Ranks in a thread of its own, so that the worker's event loop keeps its locks and hears a shutdown. */
export function rank({ question, progress }: RankTask): ExplainedRanking {
  let reportedAt = Date.now();
  return rankAndExplain(question, (done, total) => {
    if (Date.now() - reportedAt < reportEveryMs) return;
    reportedAt = Date.now();
    progress.postMessage(done / total);
  });
}

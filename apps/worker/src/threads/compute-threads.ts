import { MessageChannel } from 'node:worker_threads';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Piscina } from 'piscina';
import type { Ranker } from '#domain';
import type { ExplainedRanking } from '#matching';
import type { RankTask } from './rank.thread.js';

/** The two algorithmic cores at work beside the event loop. An aborted task ends with its thread. */
@Injectable()
export class ComputeThreads implements OnApplicationShutdown {
  private readonly rankPool = new Piscina<RankTask, ExplainedRanking>({
    filename: new URL('./rank.thread.js', import.meta.url).href,
    name: 'rank',
    minThreads: 0,
    maxThreads: 2,
    idleTimeout: 30_000,
  });

  rank: Ranker = async (question, onProgress, signal) => {
    const { port1, port2 } = new MessageChannel();
    port1.on('message', onProgress);
    try {
      return await this.rankPool.run({ question, progress: port2 }, { signal, transferList: [port2] });
    } finally {
      port1.close();
    }
  };

  async onApplicationShutdown(): Promise<void> {
    await this.rankPool.destroy();
  }
}

import { MessageChannel } from 'node:worker_threads';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Piscina } from 'piscina';
import { DataSource } from 'typeorm';
import type { MatchCore, ScheduleCore } from '#domain';
import type { ScheduleResult, Violation } from '#scheduling';
import { MatchThread } from './match-thread.js';
import type { CheckThreadTask, SolveThreadTask } from './solve.thread.js';

const solveThread = {
  filename: new URL('./solve.thread.js', import.meta.url).href,
  minThreads: 0,
  maxThreads: 2,
  idleTimeout: 30_000,
};

/** The two algorithmic cores at work beside the event loop. An aborted task ends with its thread. */
@Injectable()
export class ComputeThreads implements OnApplicationShutdown {
  private readonly matchThread: MatchThread;
  private readonly solvePool = new Piscina<SolveThreadTask, ScheduleResult>({ ...solveThread, name: 'solve' });
  private readonly checkPool = new Piscina<CheckThreadTask, Violation[]>({ ...solveThread, name: 'check' });

  constructor(dataSource: DataSource) {
    this.matchThread = new MatchThread(dataSource);
  }

  get match(): MatchCore {
    return this.matchThread;
  }

  readonly schedule: ScheduleCore = {
    solve: async (task, onProgress, signal) => {
      const { port1, port2 } = new MessageChannel();
      port1.on('message', onProgress);
      try {
        return await this.solvePool.run({ ...task, progress: port2 }, { signal, transferList: [port2] });
      } finally {
        port1.close();
      }
    },
    check: (problem, result, published, signal) => this.checkPool.run({ problem, result, published }, { signal }),
  };

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.matchThread.close(), this.solvePool.destroy(), this.checkPool.destroy()]);
  }
}

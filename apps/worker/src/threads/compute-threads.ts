import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Piscina } from 'piscina';
import { DataSource } from 'typeorm';
import type { MatchCore, ScheduleCore } from '#domain';
import type { ScheduleResult, Violation } from '#scheduling';
import type { CheckTask, CompleteTask } from './check.thread.js';
import { MatchThread } from './match-thread.js';
import { solveInThread } from './solve-in-thread.js';

const checkThread = {
  filename: new URL('./check.thread.js', import.meta.url).href,
  minThreads: 0,
  maxThreads: 2,
  idleTimeout: 30_000,
};

/** The two algorithmic cores at work beside the event loop. An aborted task ends with its thread. */
@Injectable()
export class ComputeThreads implements OnApplicationShutdown {
  private readonly matchThread: MatchThread;
  private readonly closing = new AbortController();
  private readonly checkPool = new Piscina<CheckTask, Violation[]>({ ...checkThread, name: 'check' });
  private readonly completePool = new Piscina<CompleteTask, ScheduleResult>({ ...checkThread, name: 'complete' });

  constructor(dataSource: DataSource) {
    this.matchThread = new MatchThread(dataSource);
  }

  get match(): MatchCore {
    return this.matchThread;
  }

  readonly schedule: ScheduleCore = {
    solve: (task, onProgress, signal) =>
      solveInThread(task, onProgress, AbortSignal.any([signal, this.closing.signal])),
    complete: (problem, search, published, signal) => this.completePool.run({ problem, search, published }, { signal }),
    check: (problem, result, published, signal) => this.checkPool.run({ problem, result, published }, { signal }),
  };

  async onApplicationShutdown(): Promise<void> {
    this.closing.abort();
    await Promise.all([this.matchThread.close(), this.completePool.destroy(), this.checkPool.destroy()]);
  }
}

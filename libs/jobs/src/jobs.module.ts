import { type DynamicModule, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import type { QueueConfig } from '#config';
import type { Logger } from '#logging';
import { JobQueue } from './job-queue.js';
import { JobsService } from './jobs.service.js';
import { Signals } from './signals.js';

/** What asks for jobs and hears of their progress, in every process. Running them is the worker's own part. */
@Module({})
export class JobsModule implements OnApplicationShutdown {
  constructor(
    @Inject(JobQueue) private readonly queue: JobQueue,
    @Inject(Signals) private readonly signals: Signals,
  ) {}

  /** Provides JobsService, JobQueue and Signals everywhere. */
  static forRoot(config: QueueConfig, logger: Logger): DynamicModule {
    return {
      module: JobsModule,
      global: true,
      providers: [
        JobsService,
        { provide: JobQueue, useFactory: () => new JobQueue(config, logger) },
        { provide: Signals, useFactory: () => new Signals(config, logger) },
      ],
      exports: [JobsService, JobQueue, Signals],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.signals.close(), this.queue.close()]);
  }
}

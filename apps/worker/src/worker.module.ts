import {
  type BeforeApplicationShutdown,
  type DynamicModule,
  Inject,
  Module,
  type OnApplicationBootstrap,
  type Provider,
  type Type,
} from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { WorkerConfig } from '#config';
import { dataSourceOptions } from '#database';
import { ServerKeys } from '#domain';
import { type JobProcessor, JobQueue, JobRunner, JobsModule, JobsService, OutboxDispatcher } from '#jobs';
import type { Logger } from '#logging';
import { DataSource } from 'typeorm';
import { mailWay } from './mail/mail.provider.js';
import { RETENTION_DAYS } from './tokens.js';

export interface WorkerParts {
  processors: readonly Type<JobProcessor>[];
  /** What the processors inject, besides the data source and what JobsModule provides. */
  services: readonly Provider[];
}

/** Takes jobs out of the outbox and runs them. */
@Module({})
export class WorkerModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    @Inject(OutboxDispatcher) private readonly dispatcher: OutboxDispatcher,
    @Inject(JobRunner) private readonly runner: JobRunner,
  ) {}

  static forRoot(config: WorkerConfig, logger: Logger, { processors, services }: WorkerParts): DynamicModule {
    return {
      module: WorkerModule,
      imports: [
        TypeOrmModule.forRoot({
          ...dataSourceOptions({
            url: config.databaseUrl,
            applicationName: 'trefoil-worker',
            poolSize: config.maxPoolSize,
          }),
          // Whoever started this process starts it again: a worker without its database ends at once.
          retryAttempts: 0,
        }),
        JobsModule.forRoot(config.queue, logger),
      ],
      providers: [
        { provide: ServerKeys, useValue: new ServerKeys(config.serverKey) },
        mailWay(config.mail, logger),
        { provide: RETENTION_DAYS, useValue: config.retention },
        ...services,
        ...processors,
        {
          provide: OutboxDispatcher,
          inject: [DataSource, JobQueue],
          useFactory: (dataSource: DataSource, queue: JobQueue) =>
            new OutboxDispatcher(dataSource, queue, config.databaseUrl, logger),
        },
        {
          provide: JobRunner,
          inject: [DataSource, JobsService, ...processors],
          useFactory: (dataSource: DataSource, jobs: JobsService, ...all: JobProcessor[]) =>
            new JobRunner(dataSource, jobs, config.queue, all, logger),
        },
      ],
    };
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.runner.start();
    this.dispatcher.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    // While the runner lets its jobs end, the dispatcher hands new ones to other processes.
    await this.runner.close();
    await this.dispatcher.close();
  }
}

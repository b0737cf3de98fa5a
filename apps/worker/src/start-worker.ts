import type { INestApplicationContext, Provider, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { exitWithParent, readWorkerConfig } from '#config';
import type { JobProcessor } from '#jobs';
import { createLogger, NestLoggerService } from '#logging';
import { WorkerModule } from './worker.module.js';

/**
 * Runs a worker until SIGTERM or SIGINT, or until the process that started it is gone. Tells that process `{ ready: true }`
 * as soon as it takes jobs.
 *
 * @param services what the processors inject, besides the data source and what JobsModule provides
 * @throws ConfigError, or the error of the dependency that is not there
 */
export async function startWorker(
  processors: readonly Type<JobProcessor>[],
  services: readonly Provider[],
): Promise<INestApplicationContext> {
  exitWithParent();
  const config = readWorkerConfig();
  const logger = createLogger({ processName: 'worker', level: config.logLevel });
  const app = await NestFactory.createApplicationContext(
    WorkerModule.forRoot(config, logger, { processors, services }),
    {
      logger: new NestLoggerService(logger),
      abortOnError: false,
    },
  );
  app.enableShutdownHooks(['SIGTERM', 'SIGINT']);
  process.send?.({ ready: true });
  return app;
}

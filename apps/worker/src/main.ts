import 'reflect-metadata';
import { ConfigError } from '#config';
import { createLogger } from '#logging';
import { processors, services } from './processors/index.js';
import { startWorker } from './start-worker.js';

try {
  await startWorker(processors, services);
} catch (error) {
  const logger = createLogger({ processName: 'worker', level: 'info' });
  if (error instanceof ConfigError) logger.fatal({ faults: error.faults }, 'The configuration cannot be used.');
  else logger.fatal({ err: error }, 'The worker cannot start.');
  // What did open, such as a pool, would keep the process from ending by itself.
  process.exit(1);
}

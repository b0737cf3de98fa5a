import 'reflect-metadata';
import { ConfigError, exitWithParent, readApiConfig } from '#config';
import { createDataSource } from '#database';
import { createLogger } from '#logging';
import { createApi } from './create-api.js';

async function start(): Promise<void> {
  const config = readApiConfig();
  const logger = createLogger({ processName: 'api', level: config.logLevel });
  const dataSource = createDataSource({
    url: config.databaseUrl,
    applicationName: 'trefoil-api',
    poolSize: config.maxPoolSize,
  });
  await dataSource.initialize();

  const app = await createApi({ config, logger, dataSource });
  await app.listen(config.http.port, config.http.host);
  logger.info({ ...config.http }, 'The API listens.');

  let isStopping = false;
  const stop = async (): Promise<void> => {
    if (isStopping) return;
    isStopping = true;
    await app.close();
    await dataSource.destroy();
    process.exit(0);
  };
  process.on('SIGTERM', () => void stop());
  process.on('SIGINT', () => void stop());
  exitWithParent();
  process.send?.({ ready: true });
}

try {
  await start();
} catch (error) {
  const logger = createLogger({ processName: 'api', level: 'info' });
  if (error instanceof ConfigError) logger.fatal({ faults: error.faults }, 'The configuration cannot be used.');
  else logger.fatal({ err: error }, 'The API cannot start.');
  process.exit(1);
}

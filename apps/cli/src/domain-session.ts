import 'reflect-metadata';
import { Module, type DynamicModule, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { createDataSource } from '#database';
import { DomainModule } from '#domain';
import { JobsModule } from '#jobs';
import { createLogger } from '#logging';
import type { Installation } from './installation.js';

@Module({})
class DomainSessionModule {}

/** Runs `work` with the domain's services, in this process and for as long as it takes. */
export async function withDomain<T>(
  { databaseUrl, queue, serverKey }: Pick<Installation, 'databaseUrl' | 'queue' | 'serverKey'>,
  work: (services: INestApplicationContext) => Promise<T>,
): Promise<T> {
  const dataSource = createDataSource({ url: databaseUrl, applicationName: 'trefoil-start', poolSize: 8 });
  await dataSource.initialize();
  const logger = createLogger({ processName: 'start', level: 'fatal' });
  const module: DynamicModule = {
    module: DomainSessionModule,
    imports: [JobsModule.forRoot(queue, logger), DomainModule.on(dataSource, serverKey)],
  };
  const services = await NestFactory.createApplicationContext(module, { logger: false, abortOnError: false });
  try {
    return await work(services);
  } finally {
    await services.close();
    await dataSource.destroy();
  }
}

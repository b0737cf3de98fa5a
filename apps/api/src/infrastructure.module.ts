import { Global, Module, type DynamicModule } from '@nestjs/common';
import type { ApiConfig } from '#config';
import type { Logger } from '#logging';
import { CONFIG, LOGGER } from './tokens.js';

/** Configuration and logger, for everybody's constructor. */
@Global()
@Module({})
export class InfrastructureModule {
  static of(config: ApiConfig, logger: Logger): DynamicModule {
    return {
      module: InfrastructureModule,
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: LOGGER, useValue: logger },
      ],
      exports: [CONFIG, LOGGER],
    };
  }
}

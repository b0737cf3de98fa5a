import { Global, Module } from '@nestjs/common';
import { RequestRates } from './request-rates.js';

/** What stands between the outside and every feature. */
@Global()
@Module({ providers: [RequestRates], exports: [RequestRates] })
export class SurfaceModule {}

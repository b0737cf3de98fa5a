import { Module } from '@nestjs/common';
import { DataExportsController } from './data-exports.controller.js';
import { DataExportsResolver } from './data-exports.resolver.js';
import { ErasureResolver } from './erasure.resolver.js';
import './privacy.messages.js';

@Module({ controllers: [DataExportsController], providers: [DataExportsResolver, ErasureResolver] })
export class PrivacyModule {}

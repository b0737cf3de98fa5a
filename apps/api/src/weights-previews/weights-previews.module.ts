import { Module } from '@nestjs/common';
import { WeightsHistoryResolver } from './weights-history.resolver.js';
import {
  ComparedExposureFieldsResolver,
  ComparedListFieldsResolver,
  WeightsPreviewsResolver,
} from './weights-previews.resolver.js';
import { WeightsPreviewsLoader } from './weights-previews.loader.js';
import './weights-previews.messages.js';

@Module({
  providers: [
    ComparedExposureFieldsResolver,
    ComparedListFieldsResolver,
    WeightsHistoryResolver,
    WeightsPreviewsLoader,
    WeightsPreviewsResolver,
  ],
})
export class WeightsPreviewsModule {}

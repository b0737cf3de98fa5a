import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { WeightsPreviewsService } from '#domain';
import type { JobPayloads, JobProcessor, JobRun } from '#jobs';
import { ComputeThreads } from '../threads/compute-threads.js';

@Injectable()
export class PreviewWeightsProcessor implements JobProcessor<'preview-weights'> {
  readonly name = 'preview-weights';

  constructor(
    private readonly previews: WeightsPreviewsService,
    private readonly threads: ComputeThreads,
  ) {}

  run({ weightsPreviewId }: JobPayloads['preview-weights'], { jobId, signal }: JobRun): Promise<void> {
    return this.previews.run(weightsPreviewId, jobId, this.threads.match, signal);
  }

  giveUp(tx: EntityManager, { weightsPreviewId }: JobPayloads['preview-weights']): Promise<void> {
    return this.previews.giveUp(tx, weightsPreviewId);
  }
}

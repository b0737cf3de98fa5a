import { Inject, Injectable } from '@nestjs/common';
import type { RetentionDays } from '#config';
import { RetentionService } from '#domain';
import type { JobPayloads, JobProcessor, JobRun } from '#jobs';
import { RETENTION_DAYS } from '../tokens.js';

@Injectable()
export class SweepKeptDataProcessor implements JobProcessor<'sweep-kept-data'> {
  readonly name = 'sweep-kept-data';

  constructor(
    private readonly retention: RetentionService,
    @Inject(RETENTION_DAYS) private readonly days: RetentionDays,
  ) {}

  run(_: JobPayloads['sweep-kept-data'], { jobId, signal }: JobRun): Promise<void> {
    return this.retention.run(jobId, this.days, new Date(), signal);
  }
}

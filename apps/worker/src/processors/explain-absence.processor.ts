import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AbsenceRequestsService } from '#domain';
import type { JobPayloads, JobProcessor, JobRun } from '#jobs';
import { ComputeThreads } from '../threads/compute-threads.js';

@Injectable()
export class ExplainAbsenceProcessor implements JobProcessor<'explain-absence'> {
  readonly name = 'explain-absence';

  constructor(
    private readonly absenceRequests: AbsenceRequestsService,
    private readonly threads: ComputeThreads,
  ) {}

  run({ absenceRequestId }: JobPayloads['explain-absence'], { jobId, signal }: JobRun): Promise<void> {
    return this.absenceRequests.run(absenceRequestId, jobId, this.threads.match, signal);
  }

  giveUp(tx: EntityManager, { absenceRequestId }: JobPayloads['explain-absence']): Promise<void> {
    return this.absenceRequests.giveUp(tx, absenceRequestId);
  }
}

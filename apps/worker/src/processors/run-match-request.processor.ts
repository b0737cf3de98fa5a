import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { MatchRequestsService } from '#domain';
import type { JobPayloads, JobProcessor, JobRun } from '#jobs';
import { ComputeThreads } from '../threads/compute-threads.js';

@Injectable()
export class RunMatchRequestProcessor implements JobProcessor<'run-match-request'> {
  readonly name = 'run-match-request';

  constructor(
    private readonly matchRequests: MatchRequestsService,
    private readonly threads: ComputeThreads,
  ) {}

  run({ matchRequestId }: JobPayloads['run-match-request'], { jobId, signal }: JobRun): Promise<void> {
    return this.matchRequests.run(matchRequestId, jobId, this.threads.match, signal);
  }

  giveUp(tx: EntityManager, { matchRequestId }: JobPayloads['run-match-request']): Promise<void> {
    return this.matchRequests.giveUp(tx, matchRequestId);
  }
}

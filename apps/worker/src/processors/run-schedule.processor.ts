import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ScheduleSolvingService } from '#domain';
import type { JobPayloads, JobProcessor, JobRun } from '#jobs';
import { ComputeThreads } from '../threads/compute-threads.js';

@Injectable()
export class RunScheduleProcessor implements JobProcessor<'run-schedule'> {
  readonly name = 'run-schedule';

  constructor(
    private readonly solving: ScheduleSolvingService,
    private readonly threads: ComputeThreads,
  ) {}

  run({ scheduleDraftId }: JobPayloads['run-schedule'], { jobId, signal }: JobRun): Promise<void> {
    return this.solving.run(scheduleDraftId, jobId, this.threads.schedule, signal, new Date());
  }

  giveUp(tx: EntityManager, { scheduleDraftId }: JobPayloads['run-schedule']): Promise<void> {
    return this.solving.giveUp(tx, scheduleDraftId);
  }
}

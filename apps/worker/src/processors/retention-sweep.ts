import { Injectable } from '@nestjs/common';
import { RetentionService } from '#domain';
import { RecurringTask } from './recurring-task.js';

/** A worker that starts has what waited to do first. */
const FIRST_LOOK_AFTER_MS = 60 * 1000;
const LOOK_INTERVAL_MS = 10 * 60 * 1000;

/** Asks for the daily sweep of what was kept long enough. In every worker: the first of a day asks, the others see that it did. */
@Injectable()
export class RetentionSweep extends RecurringTask {
  constructor(private readonly retention: RetentionService) {
    super(LOOK_INTERVAL_MS, FIRST_LOOK_AFTER_MS);
  }

  protected run(now: Date): Promise<unknown> {
    return this.retention.enqueueDaily(now);
  }
}

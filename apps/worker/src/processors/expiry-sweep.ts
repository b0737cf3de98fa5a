import { Injectable } from '@nestjs/common';
import { MeetingRequestExpiryService } from '#domain';
import { RecurringTask } from './recurring-task.js';

const SWEEP_INTERVAL_MS = 5_000;

/**
 * Asks for the jobs of the meeting requests whose time has come. A timer, because the outbox knows no later; in every worker,
 * because a request that two of them find becomes two jobs of which one finds nothing left to do.
 */
@Injectable()
export class ExpirySweep extends RecurringTask {
  constructor(private readonly expiry: MeetingRequestExpiryService) {
    super(SWEEP_INTERVAL_MS);
  }

  protected run(now: Date): Promise<unknown> {
    return this.expiry.enqueueDue(now);
  }
}

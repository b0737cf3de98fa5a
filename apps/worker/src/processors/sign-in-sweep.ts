import { Injectable } from '@nestjs/common';
import { AttemptsService, OpenSignInsService } from '#domain';
import { RecurringTask } from './recurring-task.js';

const SWEEP_INTERVAL_MS = 60_000;

/** Deletes what signing in leaves behind once it says nothing any more. Every worker does: the second finds nothing left. */
@Injectable()
export class SignInSweep extends RecurringTask {
  constructor(
    private readonly attempts: AttemptsService,
    private readonly openSignIns: OpenSignInsService,
  ) {
    super(SWEEP_INTERVAL_MS);
  }

  protected async run(now: Date): Promise<void> {
    await this.attempts.sweep(now);
    await this.openSignIns.sweep(now);
  }
}

import { Injectable } from '@nestjs/common';
import { MailsService, SignUpsService } from '#domain';
import { RecurringTask } from './recurring-task.js';

const SWEEP_INTERVAL_MS = 10_000;

/**
 * Asks again for the jobs of mails whose next try is due: the outbox knows no later. Deletes what is over of mails and sign-ups.
 * In every worker, without harm.
 */
@Injectable()
export class MailSweep extends RecurringTask {
  constructor(
    private readonly mails: MailsService,
    private readonly signUps: SignUpsService,
  ) {
    super(SWEEP_INTERVAL_MS);
  }

  protected async run(now: Date): Promise<void> {
    await this.mails.sweep(now);
    await this.signUps.sweep(now);
  }
}

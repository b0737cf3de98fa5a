import { Injectable } from '@nestjs/common';
import { AuditSealingService, headText } from '#domain';
import { RecurringTask } from './recurring-task.js';

const SEAL_INTERVAL_MS = 2_000;
const HEAD_INTERVAL_MS = 60 * 60 * 1000;

/**
 * The sealer: in every worker a timer, of which one at a time finds something to do. Not a job of the outbox, whose rows would
 * outnumber the entries. The head of the chain goes into the log hourly, and so to a place that the database's owner may
 * not own.
 */
@Injectable()
export class AuditSealing extends RecurringTask {
  private headLoggedAt = 0;

  constructor(private readonly sealing: AuditSealingService) {
    super(SEAL_INTERVAL_MS);
  }

  protected async run(now: Date): Promise<void> {
    const sealed = await this.sealing.seal(now);
    if (!sealed || now.getTime() - this.headLoggedAt < HEAD_INTERVAL_MS) return;
    this.headLoggedAt = now.getTime();
    this.logger.log(`The audit log is sealed up to ${headText(sealed.head)}`);
  }
}

import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { AuditSealingService, headText } from '#domain';

const SEAL_INTERVAL_MS = 2_000;
const HEAD_INTERVAL_MS = 60 * 60 * 1000;

/**
 * The sealer: in every worker a timer, of which one at a time finds something to do. Not a job of the outbox, whose rows would
 * outnumber the entries. The head of the chain goes into the log hourly, and so to a place that the database's owner may
 * not own.
 */
@Injectable()
export class AuditSealing implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(AuditSealing.name);
  private readonly closing = new AbortController();
  private loop: Promise<void> = Promise.resolve();
  private headLoggedAt = 0;

  constructor(private readonly sealing: AuditSealingService) {}

  onApplicationBootstrap(): void {
    this.loop = this.run();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.closing.abort();
    await this.loop;
  }

  private async run(): Promise<void> {
    const { signal } = this.closing;
    while (!signal.aborted) {
      // An outage passes; what waits is sealed afterwards.
      await this.seal(new Date()).catch((error: unknown) => this.logger.error(error));
      await delay(SEAL_INTERVAL_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  private async seal(now: Date): Promise<void> {
    const sealed = await this.sealing.seal(now);
    if (!sealed || now.getTime() - this.headLoggedAt < HEAD_INTERVAL_MS) return;
    this.headLoggedAt = now.getTime();
    this.logger.log(`The audit log is sealed up to ${headText(sealed.head)}`);
  }
}

import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { MeetingRequestExpiryService } from '#domain';

const SWEEP_INTERVAL_MS = 5_000;

/**
 * Asks for the jobs of the meeting requests whose time has come. A timer, because the outbox knows no later; in every worker,
 * because a request that two of them find becomes two jobs of which one finds nothing left to do.
 */
@Injectable()
export class ExpirySweep implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(ExpirySweep.name);
  private readonly closing = new AbortController();
  private loop: Promise<void> = Promise.resolve();

  constructor(private readonly expiry: MeetingRequestExpiryService) {}

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
      // An outage passes; what is due is found at the next sweep.
      await this.expiry.enqueueDue(new Date()).catch((error: unknown) => this.logger.error(error));
      await delay(SWEEP_INTERVAL_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}

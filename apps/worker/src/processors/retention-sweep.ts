import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { RetentionService } from '#domain';

/** A worker that starts has what waited to do first. */
const FIRST_LOOK_AFTER_MS = 60 * 1000;
const LOOK_INTERVAL_MS = 10 * 60 * 1000;

/** Asks for the daily sweep of what was kept long enough. In every worker: the first of a day asks, the others see that it did. */
@Injectable()
export class RetentionSweep implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(RetentionSweep.name);
  private readonly closing = new AbortController();
  private loop: Promise<void> = Promise.resolve();

  constructor(private readonly retention: RetentionService) {}

  onApplicationBootstrap(): void {
    this.loop = this.run();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.closing.abort();
    await this.loop;
  }

  private async run(): Promise<void> {
    const { signal } = this.closing;
    await delay(FIRST_LOOK_AFTER_MS, undefined, { signal }).catch(() => undefined);
    while (!signal.aborted) {
      // An outage passes; the sweep is asked for at the next look.
      await this.retention.enqueueDaily(new Date()).catch((error: unknown) => this.logger.error(error));
      await delay(LOOK_INTERVAL_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}

import { setTimeout as delay } from 'node:timers/promises';
import { Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';

/**
 * What every worker does again and again, from its start to its end, one run after another. The runs of several workers must not
 * harm each other. A fault is logged and does not end it: an outage passes, and the next run finds what is due.
 */
export abstract class RecurringTask implements OnApplicationBootstrap, BeforeApplicationShutdown {
  protected readonly logger = new Logger(this.constructor.name);
  private readonly closing = new AbortController();
  private loop: Promise<void> = Promise.resolve();

  /** Milliseconds from the end of a run to the next, and from the start to the first. */
  protected constructor(
    private readonly intervalMs: number,
    private readonly firstAfterMs = 0,
  ) {}

  protected abstract run(now: Date): Promise<unknown>;

  onApplicationBootstrap(): void {
    this.loop = this.repeat();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.closing.abort();
    await this.loop;
  }

  private async repeat(): Promise<void> {
    if (this.firstAfterMs > 0) await this.pause(this.firstAfterMs);
    while (!this.closing.signal.aborted) {
      await this.run(new Date()).catch((error: unknown) => this.logger.error(error));
      await this.pause(this.intervalMs);
    }
  }

  /** Ends early when the worker does. */
  private async pause(ms: number): Promise<void> {
    await delay(ms, undefined, { signal: this.closing.signal }).catch(() => undefined);
  }
}

import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { AttemptsService, OpenSignInsService } from '#domain';

const SWEEP_INTERVAL_MS = 60_000;

/** Deletes what signing in leaves behind once it says nothing any more. Every worker does: the second finds nothing left. */
@Injectable()
export class SignInSweep implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(SignInSweep.name);
  private readonly closing = new AbortController();
  private loop: Promise<void> = Promise.resolve();

  constructor(
    private readonly attempts: AttemptsService,
    private readonly openSignIns: OpenSignInsService,
  ) {}

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
      // An outage passes; what is old is found at the next sweep.
      await this.sweep(new Date()).catch((error: unknown) => this.logger.error(error));
      await delay(SWEEP_INTERVAL_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  private async sweep(now: Date): Promise<void> {
    await this.attempts.sweep(now);
    await this.openSignIns.sweep(now);
  }
}

import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { MailsService, SignUpsService } from '#domain';

const SWEEP_INTERVAL_MS = 10_000;

/**
 * Asks again for the jobs of mails whose next try is due: the outbox knows no later. Deletes what is over of mails and sign-ups.
 * In every worker, without harm.
 */
@Injectable()
export class MailSweep implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(MailSweep.name);
  private readonly closing = new AbortController();
  private loop: Promise<void> = Promise.resolve();

  constructor(
    private readonly mails: MailsService,
    private readonly signUps: SignUpsService,
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
      // An outage passes; what is due is found at the next sweep.
      await this.sweep(new Date()).catch((error: unknown) => this.logger.error(error));
      await delay(SWEEP_INTERVAL_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  private async sweep(now: Date): Promise<void> {
    await this.mails.sweep(now);
    await this.signUps.sweep(now);
  }
}

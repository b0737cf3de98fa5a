import type { Logger } from '#logging';
import type { DataSource } from 'typeorm';
import type { JobQueue } from './job-queue.js';
import { takeBatch } from './outbox-batch.js';
import { OutboxListener } from './outbox-listener.js';
import { within } from './queue-unavailable.js';

const SWEEP_INTERVAL_MS = 1_000;
const BATCH_SIZE = 100;
/** An open job is offered again after this time, in case the queue has lost it; one that it holds is left alone. */
const OFFER_AGAIN_AFTER_SECONDS = 15;
const CLOSE_TIMEOUT_MS = 6_000;

/**
 * Carries committed outbox rows into the queue: at once when PostgreSQL tells of one, and by a sweep every second for
 * whatever was missed. Any number of processes may run one.
 *
 * A crash after offering and before noting it is harmless, since the row's id is the job's id and the queue takes an id
 * once. The queue may forget everything: each job that is neither finished nor given up comes back to it. That a parent may
 * run is for its children's rows to say; the queue is told when it has not seen it.
 */
export class OutboxDispatcher {
  private readonly listener: OutboxListener;
  private loop: Promise<void> | null = null;
  private hasNews = false;
  private wakeUp: () => void = () => undefined;
  private isClosed = false;
  private isFailing = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly queue: JobQueue,
    databaseUrl: string,
    private readonly logger: Logger,
  ) {
    this.listener = new OutboxListener(databaseUrl, () => this.look(), logger);
  }

  start(): void {
    this.listener.start();
    this.loop = this.run();
  }

  async close(): Promise<void> {
    this.isClosed = true;
    this.look();
    await this.listener.close();
    if (this.loop) await within(CLOSE_TIMEOUT_MS, 'The dispatcher', this.loop);
  }

  private look(): void {
    this.hasNews = true;
    this.wakeUp();
  }

  private async run(): Promise<void> {
    while (!this.isClosed) {
      this.hasNews = false;
      const offered = await this.sweep();
      if (offered < BATCH_SIZE) await this.pause();
    }
  }

  /** @returns how many jobs were offered; 0 after a failure, so that the next sweep waits */
  private async sweep(): Promise<number> {
    try {
      const offered = await this.offerBatch();
      if (this.isFailing) this.logger.info('Jobs are dispatched again.');
      this.isFailing = false;
      return offered;
    } catch (error) {
      // An outage is told once, not every second.
      if (!this.isFailing && !this.isClosed) this.logger.error({ err: error }, 'Jobs cannot be dispatched at present.');
      this.isFailing = true;
      return 0;
    }
  }

  private offerBatch(): Promise<number> {
    return this.dataSource.transaction(async (tx) => {
      const { jobs, flows, parents, ids } = await takeBatch(tx, BATCH_SIZE, OFFER_AGAIN_AFTER_SECONDS);
      if (ids.length === 0) return 0;
      await this.queue.offer(jobs);
      for (const flow of flows) await this.queue.offerFlow(flow);
      await this.queue.offerParents(parents);
      await tx.query('UPDATE outbox_job SET dispatched_at = now() WHERE id = ANY($1)', [ids]);
      return ids.length;
    });
  }

  private pause(): Promise<void> {
    if (this.hasNews || this.isClosed) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, SWEEP_INTERVAL_MS);
      this.wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

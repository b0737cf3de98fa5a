import type { QueueConfig } from '#config';
import type { Logger } from '#logging';
import { JOB_WEIGHTS, type JobName, type JobWeight } from './job.catalogue.js';
import { openQueue, type OpenQueue } from './queue-backend.js';
import { within } from './queue-unavailable.js';

/** Runs a job may begin, those included that a crash or an error ended. */
export const MAX_ATTEMPTS = 5;

/** A BullMQ queue for each weight of job. */
export const queueName = (weight: JobWeight): string => `trefoil-${weight}`;

/** All queues there are. */
export const queueNames: readonly string[] = (['short', 'long'] as const).map(queueName);

export interface QueueCounts {
  waiting: number;
  running: number;
  /** To be tried again after a pause. */
  delayed: number;
}

const OFFER_TIMEOUT_MS = 5_000;
const PING_TIMEOUT_MS = 2_000;

/** The producer's side of the queue. It holds the ids of jobs; all else about them stands in their outbox rows. */
export class JobQueue {
  private readonly queues: Record<JobWeight, OpenQueue>;

  constructor(config: QueueConfig, logger: Logger) {
    const open = (weight: JobWeight): OpenQueue => {
      const queue = openQueue(config, queueName(weight), {
        defaultJobOptions: {
          attempts: MAX_ATTEMPTS,
          backoff: { type: 'exponential', delay: 1_000, jitter: 0.5 },
          // The outbox remembers; and counts or ages here deadlock BullMQ's PostgreSQL backend.
          removeOnComplete: true,
          removeOnFail: true,
        },
      });
      queue.on('error', (error: Error) => logger.warn({ err: error }, 'The queue lost its connection.'));
      return queue;
    };
    this.queues = { short: open('short'), long: open('long') };
  }

  /**
   * Puts jobs into the queue; those that it already holds, running ones included, stay as they are.
   *
   * @throws QueueUnavailable, or the connection's own error, within five seconds when the queue cannot be reached; some jobs may have been put in
   */
  async offer(jobs: readonly { id: string; name: JobName }[]): Promise<void> {
    for (const weight of ['short', 'long'] as const) {
      const entries = jobs
        .filter(({ name }) => JOB_WEIGHTS[name] === weight)
        .map(({ id, name }) => ({ name, data: {}, opts: { jobId: id } }));
      if (entries.length > 0) await within(OFFER_TIMEOUT_MS, 'The queue', this.queues[weight].addBulk(entries));
    }
  }

  /** What the queue holds, all weights together. @throws QueueUnavailable, or the connection's own error, within two seconds */
  async count(): Promise<QueueCounts> {
    const counting = Object.values(this.queues).map((queue) => queue.getJobCounts('waiting', 'active', 'delayed'));
    const counts = await within(PING_TIMEOUT_MS, 'The queue', Promise.all(counting));
    const sum = (state: string): number => counts.reduce((total, count) => total + (count[state] ?? 0), 0);
    return { waiting: sum('waiting'), running: sum('active'), delayed: sum('delayed') };
  }

  /** For the health endpoint. @throws as `count` */
  async ping(): Promise<void> {
    await this.count();
  }

  async close(): Promise<void> {
    await Promise.all([this.queues.short.close(), this.queues.long.close()]);
  }
}

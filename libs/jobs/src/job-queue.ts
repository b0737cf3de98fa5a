import type { QueueConfig } from '#config';
import type { Logger } from '#logging';
import { JOB_WEIGHTS, jobWeights, type JobName, type JobWeight } from './job.catalogue.js';
import { openFlowProducer, type OpenFlowProducer, openQueue, type OpenQueue } from './queue-backend.js';
import { within } from './queue-unavailable.js';

/** Runs a job may begin, those included that a crash or an error ended. */
export const MAX_ATTEMPTS = 5;

/** A BullMQ queue for each weight of job. */
export const queueName = (weight: JobWeight): string => `trefoil-${weight}`;

/** All queues there are. */
export const queueNames: readonly string[] = jobWeights.map(queueName);

export interface QueueCounts {
  waiting: number;
  running: number;
  /** To be tried again after a pause. */
  delayed: number;
  /** Parents whose children have not ended. */
  waitingForChildren: number;
}

/** All that the queue holds of a job. */
export interface QueuedJob {
  id: string;
  name: JobName;
}

export interface QueuedFlow {
  parent: QueuedJob;
  /** At least one. */
  children: readonly QueuedJob[];
}

const OFFER_TIMEOUT_MS = 5_000;
const PING_TIMEOUT_MS = 2_000;

const jobOptions = {
  attempts: MAX_ATTEMPTS,
  backoff: { type: 'exponential', delay: 1_000, jitter: 0.5 },
  // The outbox remembers; counts or ages here deadlock BullMQ's PostgreSQL backend; and a parent waits on for a child that
  // failed and is kept.
  removeOnComplete: true,
  removeOnFail: true,
} as const;

/** The producer's side of the queue. It holds the ids of jobs; all else about them stands in their outbox rows. */
export class JobQueue {
  private readonly queues: Record<JobWeight, OpenQueue>;
  private readonly flowProducer: OpenFlowProducer;

  constructor(config: QueueConfig, logger: Logger) {
    const logLoss = (error: Error): void => logger.warn({ err: error }, 'The queue lost its connection.');
    const open = (weight: JobWeight): OpenQueue => {
      const queue = openQueue(config, queueName(weight), { defaultJobOptions: jobOptions });
      queue.on('error', logLoss);
      return queue;
    };
    this.queues = { short: open('short'), long: open('long'), remote: open('remote') };
    this.flowProducer = openFlowProducer(config);
    this.flowProducer.on('error', logLoss);
  }

  /**
   * Puts jobs into the queue; those that it already holds, running ones included, stay as they are.
   *
   * @throws QueueUnavailable, or the connection's own error, within five seconds when the queue cannot be reached; some jobs may have been put in
   */
  async offer(jobs: readonly QueuedJob[]): Promise<void> {
    for (const weight of jobWeights) {
      const entries = jobs
        .filter(({ name }) => JOB_WEIGHTS[name] === weight)
        .map(({ id, name }) => ({ name, data: {}, opts: { jobId: id } }));
      if (entries.length > 0) await within(OFFER_TIMEOUT_MS, 'The queue', this.queues[weight].addBulk(entries));
    }
  }

  /**
   * Puts a flow into the queue, whole or not at all: the parent waits there until its children have ended. Of a flow that it
   * holds in part, the missing jobs are added and tied to the others.
   *
   * @throws as `offer`
   */
  async offerFlow({ parent, children }: QueuedFlow): Promise<void> {
    const node = ({ id, name }: QueuedJob) => ({
      name,
      queueName: queueName(JOB_WEIGHTS[name]),
      data: {},
      opts: { ...jobOptions, jobId: id },
    });
    const flow = { ...node(parent), children: children.map(node) };
    await within(OFFER_TIMEOUT_MS, 'The queue', this.flowProducer.add(flow));
  }

  /**
   * Puts parents into the queue whose children have all ended. One that waits there nevertheless, for a child that the queue
   * lost or has not yet seen the end of, waits no longer.
   *
   * @throws as `offer`
   */
  async offerParents(parents: readonly QueuedJob[]): Promise<void> {
    const release = async ({ id, name }: QueuedJob): Promise<void> => {
      const queue = this.queues[JOB_WEIGHTS[name]];
      // Should it begin to run in between, then it is locked and stays.
      if ((await queue.getJobState(id)) === 'waiting-children') await queue.remove(id, { removeChildren: false });
    };
    await within(OFFER_TIMEOUT_MS, 'The queue', Promise.all(parents.map(release)));
    await this.offer(parents);
  }

  /** What the queue holds, all weights together. @throws QueueUnavailable, or the connection's own error, within two seconds */
  async count(): Promise<QueueCounts> {
    const counting = Object.values(this.queues).map((queue) =>
      queue.getJobCounts('waiting', 'active', 'delayed', 'waiting-children'),
    );
    const counts = await within(PING_TIMEOUT_MS, 'The queue', Promise.all(counting));
    const sum = (state: string): number => counts.reduce((total, count) => total + (count[state] ?? 0), 0);
    return {
      waiting: sum('waiting'),
      running: sum('active'),
      delayed: sum('delayed'),
      waitingForChildren: sum('waiting-children'),
    };
  }

  /** For the health endpoint. @throws as `count` */
  async ping(): Promise<void> {
    await this.count();
  }

  async close(): Promise<void> {
    await Promise.all([...Object.values(this.queues).map((queue) => queue.close()), this.flowProducer.close()]);
  }
}

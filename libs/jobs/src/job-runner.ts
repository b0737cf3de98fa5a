import { setTimeout as delay } from 'node:timers/promises';
import type { QueueConfig } from '#config';
import { runWithRequestId, type Logger } from '#logging';
import { DelayedError, UnrecoverableError, WaitingChildrenError, WaitingError, type Job } from 'bullmq';
import { type DataSource, IsNull } from 'typeorm';
import { jobWeights, type JobWeight } from './job.catalogue.js';
import type { JobProcessor } from './job-processor.js';
import { MAX_ATTEMPTS, queueName } from './job-queue.js';
import type { JobsService } from './jobs.service.js';
import { OutboxJob } from './outbox-job.entity.js';
import { openWorker, type OpenWorker } from './queue-backend.js';

/** Jobs that one process runs at a time. Long ones compute in threads, so more than the cores would only slow each other. */
const CONCURRENCY: Record<JobWeight, number> = { short: 4, long: 2, remote: 2 };

/** A job whose worker was killed is found again after the lock and up to two checks. */
const LOCK_MS = 5_000;
const STALLED_CHECK_MS = 1_000;

/** How long a closing process waits for its jobs to end, and then for those that hear the abort to let go. */
const FINISH_MS = 4_000;
const RELEASE_MS = 2_000;

/** How long a parent is put off whose children have not ended, when the queue knows of none to wait for. */
const PUT_OFF_MS = 1_000;

type ClaimedJob = Pick<OutboxJob, 'id' | 'name' | 'payload' | 'requestId' | 'attempts'>;

/**
 * The consumer's side of the queue: gives each job to its processor, with the request id of whoever asked for it, counts its
 * runs in the outbox row, and gives it up after `MAX_ATTEMPTS`.
 */
export class JobRunner {
  private readonly processors: ReadonlyMap<string, JobProcessor>;
  private readonly workers: OpenWorker[];
  private isClosing = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly jobs: JobsService,
    config: QueueConfig,
    processors: readonly JobProcessor[],
    private readonly logger: Logger,
  ) {
    this.processors = new Map(processors.map((processor) => [processor.name, processor]));
    if (this.processors.size < processors.length) throw new Error('Two processors share a job name.');
    this.workers = jobWeights.map((weight) => this.open(config, weight));
  }

  /** Begins to take jobs; resolves when the queue is connected. */
  async start(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.waitUntilReady()));
    for (const worker of this.workers) {
      worker.run().catch((error: unknown) => this.logger.error({ err: error }, 'A queue worker stopped.'));
    }
  }

  /** Takes no more jobs; lets those running end or, after a few seconds, puts them back for another process. */
  async close(): Promise<void> {
    this.isClosing = true;
    const closed = Promise.all(this.workers.map((worker) => worker.close()));
    await Promise.race([closed, delay(FINISH_MS, undefined, { ref: false })]);
    this.workers.forEach((worker) => worker.cancelAllJobs('This process is shutting down.'));
    // What does not listen dies with the process; its lock runs out and another process takes it.
    await Promise.race([closed, delay(RELEASE_MS, undefined, { ref: false })]);
  }

  private open(config: QueueConfig, weight: JobWeight): OpenWorker {
    const worker = openWorker(config, queueName(weight), (job, token, signal) => this.process(job, token, signal), {
      autorun: false,
      concurrency: CONCURRENCY[weight],
      lockDuration: LOCK_MS,
      stalledInterval: STALLED_CHECK_MS,
      // Lost runs are counted in the outbox row, which tells the rows concerned when it gives up; this is PostgreSQL's
      // greatest integer.
      maxStalledCount: 2 ** 31 - 1,
      runRetryDelay: 1_000,
    });
    worker.on('error', (error: Error) => this.logger.warn({ err: error }, 'A queue worker met an error.'));
    worker.on('lockRenewalFailed', (jobIds: string[]) => {
      jobIds.forEach((jobId) => worker.cancelJob(jobId, 'Another worker may have taken this job.'));
    });
    return worker;
  }

  private async process(queued: Job, token: string | undefined, signal: AbortSignal | undefined): Promise<void> {
    const job = await this.claim(queued.id!);
    if (!job) return this.refuse(queued, token);
    await runWithRequestId(job.requestId ?? job.id, () => this.run(job, queued, token, signal!));
  }

  private async run(job: ClaimedJob, queued: Job, token: string | undefined, signal: AbortSignal): Promise<void> {
    const logger = this.logger.child({ job: job.name, jobId: job.id, attempt: job.attempts });
    if (job.attempts > MAX_ATTEMPTS) return this.giveUp(job, 'WORKER_LOST', logger);
    const startedAt = performance.now();
    try {
      const processor = this.processors.get(job.name);
      if (!processor) throw new Error(`No processor for jobs named ${job.name}; is this worker older than the api?`);
      logger.info('Job started.');
      await processor.run(job.payload, { jobId: job.id, attempt: job.attempts, signal });
      await this.jobs.finish(this.dataSource.manager, job.id);
      logger.info({ durationMs: Math.round(performance.now() - startedAt) }, 'Job done.');
    } catch (error) {
      if (this.isClosing && signal.aborted) {
        await this.release(job, queued, token);
        logger.info('Job put back: this process is shutting down.');
        throw new WaitingError();
      }
      if (job.attempts < MAX_ATTEMPTS) {
        logger.warn({ err: error }, 'Job failed; it will be tried again.');
        throw error;
      }
      logger.error({ err: error }, 'Job failed for the last time.');
      await this.giveUp(job, codeOf(error), logger);
      throw new UnrecoverableError(codeOf(error));
    }
  }

  /** Counts a run, unless nothing is left to do or the job has to wait for its children, whatever the queue says. */
  private async claim(jobId: string): Promise<ClaimedJob | undefined> {
    const claimed = await this.dataSource
      .createQueryBuilder()
      .update(OutboxJob)
      .set({ attempts: () => 'attempts + 1' })
      .where({ id: jobId, finishedAt: IsNull(), failedAt: IsNull() })
      .andWhere(
        `NOT EXISTS (SELECT 1 FROM outbox_job AS child
                      WHERE child.parent_id = outbox_job.id AND child.finished_at IS NULL AND child.failed_at IS NULL)`,
      )
      .returning(['id', 'name', 'payload', 'requestId', 'attempts'])
      .execute();
    const row = (claimed.raw as (Omit<ClaimedJob, 'requestId'> & { request_id: string | null })[])[0];
    return row && { ...row, requestId: row.request_id };
  }

  /** Of a job that could not be claimed: puts it back when its children have not ended, else lets the queue forget it. */
  private async refuse(queued: Job, token: string | undefined): Promise<void> {
    const open = { id: queued.id!, finishedAt: IsNull(), failedAt: IsNull() };
    // Finished or given up before: this is the queue's second telling.
    if (!(await this.dataSource.manager.existsBy(OutboxJob, open))) return;
    this.logger.info({ job: queued.name, jobId: queued.id }, 'Job put back: its children have not ended.');
    if (await queued.moveToWaitingChildren(token!)) throw new WaitingChildrenError();
    await queued.moveToDelayed(Date.now() + PUT_OFF_MS, token);
    throw new DelayedError();
  }

  /** A run that was cut short by a shutdown does not count. */
  private async release(job: ClaimedJob, queued: Job, token: string | undefined): Promise<void> {
    await this.dataSource.manager.decrement(OutboxJob, { id: job.id }, 'attempts', 1);
    await queued.moveToWait(token);
  }

  private async giveUp(job: ClaimedJob, errorCode: string, logger: Logger): Promise<void> {
    await this.dataSource.transaction(async (tx) => {
      const open = { id: job.id, finishedAt: IsNull(), failedAt: IsNull() };
      const givenUp = await tx.update(OutboxJob, open, { failedAt: () => 'now()', errorCode });
      if (givenUp.affected !== 1) return;
      await this.processors.get(job.name)?.giveUp?.(tx, job.payload, errorCode);
    });
    logger.error({ errorCode }, 'Job given up.');
  }
}

function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]*$/.test(code) ? code : 'INTERNAL_ERROR';
}

import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { QueueConfig } from '#config';
import { createDataSource, type EmbeddedPostgres, migrate, startEmbeddedPostgres } from '#database';
import { JobQueue, jobsEntities, JobsService, OutboxJob } from '#jobs';
import { createLogger, runWithRequestId } from '#logging';
import { startRedis, testServerKey, type RedisServer } from '#testing';
import type { DataSource, EntityManager } from 'typeorm';
import type { Assignment } from './assigned-work.processor.js';
import { loseOnPostgres, loseOnRedis } from './queue-losses.js';
import { WorkerProcess } from './worker-process.js';

export type Backend = QueueConfig['backend'];

/** An assignment and its job. */
interface Assigned {
  id: string;
  jobId: string;
}

export interface AssignedFlow {
  parent: Assigned;
  children: Assigned[];
}

/** A server of its own, which a test may crash; a queue on it or on Redis; and workers, which a test may kill. */
export class QueueTestBed {
  readonly logger = createLogger({ processName: 'queue-test', level: 'silent' });
  readonly jobQueue: JobQueue;
  private readonly jobs = new JobsService();
  private readonly workers: WorkerProcess[] = [];

  private constructor(
    private readonly directory: string,
    private postgres: EmbeddedPostgres,
    private readonly redis: RedisServer | null,
    readonly dataSource: DataSource,
  ) {
    this.jobQueue = new JobQueue(this.queue, this.logger);
  }

  static async start(backend: Backend): Promise<QueueTestBed> {
    const directory = await mkdtemp(path.join(tmpdir(), 'trefoil-queue-'));
    const postgres = await startDatabase(directory, 54_400);
    const { url } = postgres;
    await migrate({ ownerUrl: url, applicationUrl: url, queueBackend: backend });
    const settings = { url, applicationName: 'queue-test', poolSize: 4, entities: jobsEntities };
    const dataSource = await createDataSource(settings).initialize();
    await dataSource.query(`
      CREATE TABLE assignment (id uuid PRIMARY KEY, before_ms int NOT NULL, after_ms int NOT NULL, fails boolean NOT NULL);
      CREATE TABLE begun (assignment_id uuid NOT NULL, at timestamptz NOT NULL DEFAULT clock_timestamp());
      CREATE TABLE effect (
        assignment_id uuid NOT NULL, request_id text, at timestamptz NOT NULL DEFAULT clock_timestamp()
      );
      CREATE TABLE given_up (assignment_id uuid NOT NULL, error_code text NOT NULL);
    `);
    const redis = backend === 'redis' ? await startRedis() : null;
    return new QueueTestBed(directory, postgres, redis, dataSource);
  }

  async stop(): Promise<void> {
    await this.killWorkers();
    await this.jobQueue.close();
    await this.dataSource.destroy();
    await this.redis?.stop();
    await this.postgres.stop();
    await rm(this.directory, { recursive: true, force: true });
  }

  get queue(): QueueConfig {
    return this.redis ? { backend: 'redis', url: this.redis.url } : { backend: 'postgres', url: this.postgres.url };
  }

  async startWorker(): Promise<WorkerProcess> {
    const worker = await WorkerProcess.start({
      DATABASE_URL: this.postgres.url,
      TREFOIL_SERVER_KEY: testServerKey,
      ...(this.redis && { REDIS_URL: this.redis.url }),
    });
    this.workers.push(worker);
    return worker;
  }

  async killWorkers(): Promise<void> {
    await Promise.all(this.workers.splice(0).map((worker) => worker.kill()));
  }

  /** Ends the server as a crash would, in the middle of everything, and starts it again on the same port. */
  async crashDatabase(): Promise<void> {
    const pidFile = path.join(this.directory, 'cluster', 'postmaster.pid');
    const postmaster = Number((await readFile(pidFile, 'utf8')).split('\n')[0]);
    process.kill(postmaster, 'SIGQUIT');
    await until(() => !isAlive(postmaster));
    await this.postgres.stop();
    this.postgres = await startDatabase(this.directory, this.postgres.port);
  }

  /** Writes an assignment and asks for its job, in one transaction. */
  async assign(
    assignment: Partial<Assignment> = {},
    jobName: 'run-match-request' | 'run-schedule' = 'run-match-request',
  ) {
    return this.dataSource.transaction((tx) => this.assignWithin(tx, assignment, jobName));
  }

  /** @returns the assignment's id and its job's */
  async assignWithin(
    tx: EntityManager,
    assignment: Partial<Assignment> = {},
    jobName: 'run-match-request' | 'run-schedule' = 'run-match-request',
  ): Promise<Assigned> {
    const id = await this.writeAssignment(tx, assignment);
    const jobId = await runWithRequestId(`request-${id}`, () =>
      jobName === 'run-schedule'
        ? this.jobs.enqueue(tx, jobName, { scheduleDraftId: id })
        : this.jobs.enqueue(tx, jobName, { matchRequestId: id }),
    );
    return { id, jobId };
  }

  /** Writes the assignments of a flow and asks for it, in one transaction. */
  async assignFlow(children: readonly Partial<Assignment>[], parent: Partial<Assignment> = {}): Promise<AssignedFlow> {
    return this.dataSource.transaction((tx) => this.assignFlowWithin(tx, children, parent));
  }

  async assignFlowWithin(
    tx: EntityManager,
    children: readonly Partial<Assignment>[],
    parent: Partial<Assignment> = {},
  ): Promise<AssignedFlow> {
    const id = await this.writeAssignment(tx, parent);
    const childIds: string[] = [];
    for (const child of children) childIds.push(await this.writeAssignment(tx, child));
    const flow = await this.jobs.enqueueFlow(
      tx,
      { name: 'join-forum-ranking', payload: { forumRankingId: id } },
      childIds.map((childId) => ({ name: 'rank-forum-shard', payload: { forumRankingShardId: childId } })),
    );
    return {
      parent: { id, jobId: flow.id },
      children: childIds.map((childId, index) => ({ id: childId, jobId: flow.childIds[index]! })),
    };
  }

  job(jobId: string): Promise<OutboxJob> {
    return this.dataSource.manager.findOneByOrFail(OutboxJob, { id: jobId });
  }

  /** How often the work of an assignment was begun. */
  countBegun(assignmentId: string): Promise<number> {
    return this.count('SELECT count(*)::int AS count FROM begun WHERE assignment_id = $1', assignmentId);
  }

  /** How often the work of an assignment was done. */
  countEffects(assignmentId: string): Promise<number> {
    return this.count('SELECT count(*)::int AS count FROM effect WHERE assignment_id = $1', assignmentId);
  }

  /** Milliseconds until the work of an assignment has begun as many times. */
  untilBegun(assignmentId: string, times = 1): Promise<number> {
    return until(async () => (await this.countBegun(assignmentId)) >= times);
  }

  /** Milliseconds until the job's work is committed. */
  untilFinished(jobId: string): Promise<number> {
    return until(async () => (await this.job(jobId)).finishedAt !== null);
  }

  /** Jobs whose work is neither done nor given up. */
  countOpen(): Promise<number> {
    return this.count('SELECT count(*)::int AS count FROM outbox_job WHERE finished_at IS NULL AND failed_at IS NULL');
  }

  async isQueueEmpty(): Promise<boolean> {
    const { waiting, running, delayed, waitingForChildren } = await this.jobQueue.count();
    return waiting + running + delayed + waitingForChildren === 0;
  }

  /** The queue loses a job, without any bookkeeping. */
  loseJob(jobId: string): Promise<void> {
    return this.lose(jobId);
  }

  /** The queue loses all that it has. */
  loseEverything(): Promise<void> {
    return this.lose(null);
  }

  /** As when it has been long since the queue was given the open jobs. */
  async offerAgain(): Promise<void> {
    await this.dataSource.query(
      `UPDATE outbox_job SET dispatched_at = now() - interval '16 s'
        WHERE dispatched_at IS NOT NULL AND finished_at IS NULL AND failed_at IS NULL`,
    );
  }

  /** So that what one test left running is not run again in the next. */
  async forgetOpenJobs(): Promise<void> {
    await this.dataSource.query(
      'UPDATE outbox_job SET finished_at = now() WHERE finished_at IS NULL AND failed_at IS NULL',
    );
  }

  private lose(jobId: string | null): Promise<void> {
    return this.redis ? loseOnRedis(this.redis.url, jobId) : loseOnPostgres(this.dataSource, jobId);
  }

  private async writeAssignment(tx: EntityManager, assignment: Partial<Assignment>): Promise<string> {
    const { id = randomUUID(), before_ms = 0, after_ms = 0, fails = false } = assignment;
    await tx.query('INSERT INTO assignment VALUES ($1, $2, $3, $4)', [id, before_ms, after_ms, fails]);
    return id;
  }

  private async count(sql: string, ...parameters: string[]): Promise<number> {
    return (await this.dataSource.query<[{ count: number }]>(sql, parameters))[0].count;
  }
}

/** Milliseconds until `isTrue`; a failing query counts as not yet. */
export async function until(isTrue: () => boolean | Promise<boolean>, timeoutMs = 25_000): Promise<number> {
  const startedAt = performance.now();
  let lastError: unknown;
  while (performance.now() - startedAt < timeoutMs) {
    try {
      if (await isTrue()) return Math.round(performance.now() - startedAt);
    } catch (error) {
      lastError = error;
    }
    await delay(20);
  }
  throw new Error(`Not within ${timeoutMs} ms: ${isTrue.toString()}`, { cause: lastError });
}

/** Durable, as in production: what a crash must not lose is what was committed. */
function startDatabase(directory: string, preferredPort: number): Promise<EmbeddedPostgres> {
  return startEmbeddedPostgres({ directory, database: 'trefoil', preferredPort, durable: true });
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { currentRequestId } from '#logging';
import { IsNull, type EntityManager } from 'typeorm';
import type { JobName, JobPayloads } from './job.catalogue.js';
import { OutboxJob } from './outbox-job.entity.js';

/** The channel on which PostgreSQL tells dispatchers of a new outbox row, at the commit of its transaction. */
export const OUTBOX_CHANNEL = 'outbox_job';

/** Asking for jobs, and saying that they are done: both inside the caller's own transaction. */
@Injectable()
export class JobsService {
  /**
   * Asks for a job. It exists when `tx` commits and never did when `tx` rolls back.
   *
   * @returns the job's id
   */
  async enqueue<Name extends JobName>(tx: EntityManager, name: Name, payload: JobPayloads[Name]): Promise<string> {
    const id = randomUUID();
    await tx.insert(OutboxJob, { id, name, payload, requestId: currentRequestId() });
    await tx.query('SELECT pg_notify($1, $2)', [OUTBOX_CHANNEL, id]);
    return id;
  }

  /**
   * Marks a job as done in the transaction that does its work, so that both happen, once, or neither.
   *
   * Call it before the first write: of two runs of one job, the second waits here for the first to end.
   *
   * @returns false when the job was finished or given up before; the caller then writes nothing
   */
  async finish(tx: EntityManager, jobId: string): Promise<boolean> {
    const done = await tx.update(
      OutboxJob,
      { id: jobId, finishedAt: IsNull(), failedAt: IsNull() },
      { finishedAt: () => 'now()' },
    );
    return done.affected === 1;
  }
}

import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { currentRequestId } from '#logging';
import { IsNull, type EntityManager } from 'typeorm';
import type { JobName, JobPayloads, JobRequest } from './job.catalogue.js';
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
   * Asks for a flow: children that run anywhere and in any order, and a parent that runs when each of them is finished or
   * given up. A child that was given up does not stop the parent: its processor reads the rows that the children wrote, or
   * that their `giveUp` marked, and decides. Without children the parent runs at once.
   *
   * All of it exists when `tx` commits and never did when `tx` rolls back. A flow is handed to the queue whole: some hundred
   * children are fine.
   *
   * @returns the parent's id, and the children's in the order of `children`
   */
  async enqueueFlow(
    tx: EntityManager,
    parent: JobRequest,
    children: readonly JobRequest[],
  ): Promise<{ id: string; childIds: string[] }> {
    const id = randomUUID();
    const requestId = currentRequestId();
    const childRows = children.map(({ name, payload }) => ({
      id: randomUUID(),
      name,
      payload,
      requestId,
      parentId: id,
    }));
    await tx.insert(OutboxJob, { id, name: parent.name, payload: parent.payload, requestId });
    if (childRows.length > 0) await tx.insert(OutboxJob, childRows);
    await tx.query('SELECT pg_notify($1, $2)', [OUTBOX_CHANNEL, id]);
    return { id, childIds: childRows.map((child) => child.id) };
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

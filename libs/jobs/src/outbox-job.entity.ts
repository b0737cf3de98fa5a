import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { JobName, JobPayloads } from './job.catalogue.js';

/**
 * A job, from the transaction that asked for it to the transaction that did it. The queue only says when and where a job
 * runs; whether it has run is known here.
 */
@Entity('outbox_job')
@Check('outbox_job_one_end_check', 'finished_at IS NULL OR failed_at IS NULL')
@Index('outbox_job_open_idx', ['dispatchedAt'], { where: 'finished_at IS NULL AND failed_at IS NULL' })
export class OutboxJob {
  /** Also the queue's job id. */
  @PrimaryColumn('uuid')
  id: string;

  /** The job that waits for this one to end, when this one is the child of a flow. */
  @Index({ where: 'parent_id IS NOT NULL' })
  @Column('uuid', { nullable: true })
  parentId: string | null;

  @ManyToOne(() => OutboxJob)
  @JoinColumn()
  parent?: Relation<OutboxJob> | null;

  @Column('text')
  name: JobName;

  @Column('jsonb')
  payload: JobPayloads[JobName];

  /** The request that asked for the job; its log lines carry it. */
  @Column('text', { nullable: true })
  requestId: string | null;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;

  /** When the queue was last given this job, or null when it never was. */
  @Column('timestamptz', { nullable: true })
  dispatchedAt: Date | null;

  /** Runs begun, the one going on included. */
  @Column('integer', { default: 0 })
  attempts: number;

  /** Set in the transaction that does the work. */
  @Column('timestamptz', { nullable: true })
  finishedAt: Date | null;

  /** When it was given up, after its last attempt. */
  @Column('timestamptz', { nullable: true })
  failedAt: Date | null;

  /** Why it was given up: a code, never a text that could hold personal values. */
  @Column('text', { nullable: true })
  errorCode: string | null;
}

/** For the data source. */
export const jobsEntities = [OutboxJob];

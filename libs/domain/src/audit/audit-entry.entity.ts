import { Column, CreateDateColumn, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/**
 * One act, written in the transaction of what it tells. Append-only: the application's role may insert and read, and a
 * trigger refuses update, delete and truncate to everybody. Holds ids, field names and values that tell nothing about a person.
 */
@Entity()
@Index(['forumId', 'at'])
@Index(['subjectId', 'at'])
export class AuditEntry {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' }) id: string;

  @CreateDateColumn({ type: 'timestamptz', precision: 3, default: () => 'clock_timestamp()' }) at: Date;

  /** Null when the service itself acted, such as for an expiry. */
  @Column('uuid', { nullable: true }) accountId: string | null;

  /** `<subject>.<what happened>`, such as `schedule-draft.approved`. */
  @Column('text') action: string;

  @Column('uuid', { nullable: true }) forumId: string | null;

  @Column('text') subjectType: string;

  @Column('uuid') subjectId: string;

  @Column('jsonb', { nullable: true }) before: Record<string, unknown> | null;

  @Column('jsonb', { nullable: true }) after: Record<string, unknown> | null;

  /** Joins the entry to the log lines of the request that caused it. */
  @Column('text', { nullable: true }) requestId: string | null;
}

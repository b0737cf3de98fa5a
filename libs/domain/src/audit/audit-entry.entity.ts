import { Check, Column, CreateDateColumn, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/**
 * One act, written in the transaction of what it tells. Append-only: the application's role may insert and read, and a
 * trigger refuses update, delete and truncate to everybody. Ids, field names and values that tell nothing about a person stand
 * in plain; what does tell about one is encrypted with that person's key.
 */
@Entity()
@Index(['at'])
@Index(['accountId', 'at'])
@Index(['forumId', 'at'])
@Index(['subjectId', 'at'])
@Check('ck_audit_entry_personal', `(person_id is null) = (personal is null)`)
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

  /** The account whose key closes `personal`; null when there is nothing personal. */
  @Index() @Column('uuid', { nullable: true }) personId: string | null;

  /** Personal values, encrypted; nobody can read them once the person's key is deleted. */
  @Column('text', { nullable: true }) personal: string | null;
}

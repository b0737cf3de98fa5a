import { Check, Column, Entity, JoinColumn, OneToOne, PrimaryColumn, type Relation } from 'typeorm';
import { AuditEntry } from './audit-entry.entity.js';

/**
 * One link of the chain over the audit entries: its hash covers the entry and the hash before it, so that no entry can be
 * changed, removed, put between or moved without every later hash telling. Append-only, as the entries are.
 */
@Entity()
@Check('ck_audit_seal_position', `position >= 1`)
export class AuditSeal {
  /** From 1, without gaps: the order in which entries were sealed, which is not always that of their ids. */
  @PrimaryColumn('bigint') position: string;

  @Column('bigint') auditEntryId: string;

  @OneToOne(() => AuditEntry) @JoinColumn() auditEntry?: Relation<AuditEntry>;

  /** SHA-256 in hex; `chain.rules.ts` says of what. */
  @Column('text') hash: string;

  @Column({ type: 'timestamptz', precision: 3 }) sealedAt: Date;
}

/** An audit entry that waits for its seal: written with the entry, deleted with the sealing. */
@Entity()
export class UnsealedEntry {
  @PrimaryColumn('bigint') auditEntryId: string;

  @OneToOne(() => AuditEntry) @JoinColumn() auditEntry?: Relation<AuditEntry>;
}

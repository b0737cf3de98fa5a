import {
  Check,
  Column,
  CreateDateColumn,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
  type Relation,
  Unique,
} from 'typeorm';
import { Account } from './account.entity.js';
import type { KeyScope } from './key-scopes.js';

/**
 * Lets a program act for a company or a forum, within its scopes and what its maker may do there at that time. Company and
 * Forum are named by string: accounts stands above both in the order of imports.
 */
@Entity()
@Unique(['tokenHash'])
@Check('ck_api_key_subject', '(company_id is null) <> (forum_id is null)')
@Check('ck_api_key_scopes', 'cardinality(scopes) > 0')
export class ApiKey {
  @PrimaryGeneratedColumn('uuid') id: string;

  /** Its maker. */
  @Index() @Column('uuid') accountId: string;

  @ManyToOne(() => Account, { onDelete: 'CASCADE' }) @JoinColumn() account?: Relation<Account>;

  @Index() @Column('uuid', { nullable: true }) companyId: string | null;

  @ManyToOne('Company', { onDelete: 'RESTRICT' }) @JoinColumn() company?: unknown;

  @Index() @Column('uuid', { nullable: true }) forumId: string | null;

  @ManyToOne('Forum', { onDelete: 'RESTRICT' }) @JoinColumn() forum?: unknown;

  /** What it is for, in its maker's words. */
  @Column('text') name: string;

  /** Its first 8 characters, by which people tell keys apart. */
  @Column('text') start: string;

  /** SHA-256 in hex of the key, which is shown once. */
  @Column('text') tokenHash: string;

  @Column('text', { array: true }) scopes: KeyScope[];

  @CreateDateColumn({ type: 'timestamptz', precision: 3 }) createdAt: Date;

  /** Null for one that is good until it is revoked. */
  @Column('timestamptz', { nullable: true }) expiresAt: Date | null;

  @Column('timestamptz', { nullable: true }) revokedAt: Date | null;

  /** To the minute. */
  @Column('timestamptz', { nullable: true }) lastUsedAt: Date | null;
}

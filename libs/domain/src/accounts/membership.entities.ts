import {
  Check,
  Column,
  CreateDateColumn,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  type Relation,
} from 'typeorm';
import { Account } from './account.entity.js';

export const companyRoles = ['owner', 'member'] as const;
export type CompanyRole = (typeof companyRoles)[number];

export const forumRoles = ['organizer', 'assistant'] as const;
export type ForumRole = (typeof forumRoles)[number];

// Company and Forum are named by string: accounts stands above both in the order of imports.

@Entity()
@Check('ck_company_membership_role', `role in ('owner', 'member')`)
export class CompanyMembership {
  @PrimaryColumn('uuid') accountId: string;

  @ManyToOne(() => Account, { onDelete: 'CASCADE' }) @JoinColumn() account?: Relation<Account>;

  @Index() @PrimaryColumn('uuid') companyId: string;

  @ManyToOne('Company', { onDelete: 'RESTRICT' }) @JoinColumn() company?: unknown;

  @Column('text') role: CompanyRole;

  @CreateDateColumn({ type: 'timestamptz', precision: 3 }) createdAt: Date;
}

@Entity()
@Check('ck_forum_membership_role', `role in ('organizer', 'assistant')`)
export class ForumMembership {
  @PrimaryColumn('uuid') accountId: string;

  @ManyToOne(() => Account, { onDelete: 'CASCADE' }) @JoinColumn() account?: Relation<Account>;

  @Index() @PrimaryColumn('uuid') forumId: string;

  @ManyToOne('Forum', { onDelete: 'RESTRICT' }) @JoinColumn() forum?: unknown;

  @Column('text') role: ForumRole;

  @CreateDateColumn({ type: 'timestamptz', precision: 3 }) createdAt: Date;
}

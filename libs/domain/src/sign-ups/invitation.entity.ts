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
  VersionColumn,
} from 'typeorm';
import { Account, type Locale } from '../accounts/account.entity.js';
import { Company } from '../companies/company.entity.js';
import { Forum } from '../forums/forum.entity.js';

export const invitationRoles = ['owner', 'member', 'organizer', 'assistant', 'administrator', 'none'] as const;
/** Of a company: owner, member. Of a forum: organizer, assistant. `none` is an account without a role yet. */
export type InvitationRole = (typeof invitationRoles)[number];

/**
 * An address that is asked to take a role, by a single-use link. Whoever reads its mail accepts: with a new account, or with
 * the one that has this address.
 */
@Entity()
@Index(['email', 'createdAt'])
@Index(['invitedById', 'createdAt'])
@Check('ck_invitation_role', `role in ('owner', 'member', 'organizer', 'assistant', 'administrator', 'none')`)
@Check('ck_invitation_company', `(company_id is not null) = (role in ('owner', 'member'))`)
@Check('ck_invitation_forum', `(forum_id is not null) = (role in ('organizer', 'assistant'))`)
@Check('ck_invitation_one_end', `accepted_at is null or withdrawn_at is null`)
export class Invitation {
  @PrimaryGeneratedColumn('uuid') id: string;

  /** Lower case. */
  @Column('text') email: string;

  @Column('text') role: InvitationRole;

  @Index() @Column('uuid', { nullable: true }) companyId: string | null;

  @ManyToOne(() => Company) @JoinColumn() company?: Relation<Company> | null;

  @Index() @Column('uuid', { nullable: true }) forumId: string | null;

  @ManyToOne(() => Forum) @JoinColumn() forum?: Relation<Forum> | null;

  /** Null once that account is gone; the invitation then holds no more. */
  @Column('uuid', { nullable: true }) invitedById: string | null;

  @ManyToOne(() => Account, { onDelete: 'SET NULL' }) @JoinColumn() invitedBy?: Relation<Account> | null;

  /** Language of the mail. */
  @Column('text') locale: Locale;

  @CreateDateColumn({ type: 'timestamptz', precision: 3 }) createdAt: Date;

  @Column('timestamptz') expiresAt: Date;

  @Column('timestamptz', { nullable: true }) acceptedAt: Date | null;

  /** Null before, and once that account is gone. */
  @Index() @Column('uuid', { nullable: true }) acceptedById: string | null;

  @ManyToOne(() => Account, { onDelete: 'SET NULL' }) @JoinColumn() acceptedBy?: Relation<Account> | null;

  @Column('timestamptz', { nullable: true }) withdrawnAt: Date | null;

  @VersionColumn() version: number;
}

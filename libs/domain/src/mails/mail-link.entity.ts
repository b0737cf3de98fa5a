import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation, Unique } from 'typeorm';
import { Account } from '../accounts/account.entity.js';
import type { LinkPurpose } from './mail-kinds.js';

/**
 * The single-use link of a mail. Its token is derived from the row's id and the server key (`MailLinks`) and known here by its
 * SHA-256 only: neither a copy of this table nor a mail that waits opens anything.
 *
 * Also what bounds the number of mails: a row for each that was asked for, whether or not there was an account.
 */
@Entity()
@Unique(['tokenHash'])
@Index(['emailKey', 'createdAt'])
@Index(['networkKey', 'createdAt'], { where: 'network_key IS NOT NULL' })
@Check(
  'ck_mail_link_purpose',
  `purpose in ('email-verification', 'invitation', 'password-reset', 'sign-up-verification')`,
)
export class MailLink {
  @PrimaryColumn('uuid') id: string;

  @Column('text') purpose: LinkPurpose;

  @Column('text') tokenHash: string;

  /** Whose address or password it is about; null when the address that was given has no account. */
  @Index() @Column('uuid', { nullable: true }) accountId: string | null;

  @ManyToOne(() => Account, { onDelete: 'CASCADE' }) @JoinColumn() account?: Relation<Account> | null;

  /** The invitation or sign-up it is about. */
  @Index({ where: 'subject_id IS NOT NULL' }) @Column('uuid', { nullable: true }) subjectId: string | null;

  /** The address that takes the place of the present one when the link is used. */
  @Column('text', { nullable: true }) newEmail: string | null;

  /** The address it went to, as a keyed hash: enough to count, and to see whether it is still the account's. */
  @Column('text') emailKey: string;

  /** Where the request came from, as a keyed hash; null when a signed-in person or the service itself asked. */
  @Column('text', { nullable: true }) networkKey: string | null;

  @Column('timestamptz') createdAt: Date;

  @Column('timestamptz') expiresAt: Date;

  @Column('timestamptz', { nullable: true }) usedAt: Date | null;

  @Column('timestamptz', { nullable: true }) withdrawnAt: Date | null;
}

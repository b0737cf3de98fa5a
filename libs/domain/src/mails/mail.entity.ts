import {
  Check,
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
  VersionColumn,
  type Relation,
} from 'typeorm';
import type { Locale } from '../accounts/account.entity.js';
import type { MailKind } from './mail-kinds.js';
import { MailLink } from './mail-link.entity.js';

export const mailStates = ['waiting', 'sent', 'withheld', 'failed'] as const;
/**
 * `sent`: the mail server took it, or its file was written. `withheld`: there was nobody to send it to, or its link had ended
 * before. `failed`: the server refused it for good, or its time was over.
 */
export type MailState = (typeof mailStates)[number];

/**
 * A mail to one address, written in the transaction of what it tells. Its text is made when it is sent; the token of its link
 * never stands here. Once it has ended, the row knows no address and no name any more.
 */
@Entity()
@Index(['retryAt'], { where: `state = 'waiting'` })
@Check('ck_mail_state', `state in ('waiting', 'sent', 'withheld', 'failed')`)
@Check('ck_mail_recipient', `(state = 'waiting') = (recipient is not null)`)
@Check('ck_mail_ended_at', `(state = 'waiting') = (ended_at is null)`)
export class Mail {
  @PrimaryGeneratedColumn('uuid') id: string;

  @Column('text') kind: MailKind;

  /** Null once it has ended. */
  @Column('text', { nullable: true }) recipient: string | null;

  @Column('text') locale: Locale;

  /** Names that its text mentions, by their place in the text; empty once it has ended. */
  @Column('jsonb') parameters: Record<string, string>;

  @Index() @Column('uuid', { nullable: true }) linkId: string | null;

  @ManyToOne(() => MailLink, { onDelete: 'CASCADE' }) @JoinColumn() link?: Relation<MailLink> | null;

  @Column('text', { default: 'waiting' }) state: MailState;

  @Column('timestamptz') createdAt: Date;

  /** After this nobody needs it. */
  @Column('timestamptz') expiresAt: Date;

  /** How often the mail server could not be reached or did not take it. */
  @Column('integer', { default: 0 }) failures: number;

  /** Until then one run of its job has it; null between runs. */
  @Column('timestamptz', { nullable: true }) claimedUntil: Date | null;

  /** When another job is to be asked for; null while there is one. */
  @Column('timestamptz', { nullable: true }) retryAt: Date | null;

  @Column('timestamptz', { nullable: true }) endedAt: Date | null;

  @VersionColumn() version: number;
}

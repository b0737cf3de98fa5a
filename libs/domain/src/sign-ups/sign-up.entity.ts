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
import { Forum } from '../forums/forum.entity.js';
import { Invitation } from './invitation.entity.js';

export const signUpStates = ['unverified', 'pending', 'approved', 'declined'] as const;
/** `pending` once the link to its address was used: only then does anybody else read it. */
export type SignUpState = (typeof signUpStates)[number];

/** A person without an account who applies for one, to the organizers of a forum. */
@Entity()
@Index(['forumId', 'createdAt'])
@Index(['email', 'createdAt'])
@Index('uq_sign_up_pending', ['forumId', 'email'], { unique: true, where: `state = 'pending'` })
@Check('ck_sign_up_state', `state in ('unverified', 'pending', 'approved', 'declined')`)
@Check('ck_sign_up_decision', `(state in ('approved', 'declined')) = (decided_at is not null)`)
export class SignUp {
  @PrimaryGeneratedColumn('uuid') id: string;

  @Column('uuid') forumId: string;

  @ManyToOne(() => Forum) @JoinColumn() forum?: Relation<Forum>;

  /** Lower case. */
  @Column('text') email: string;

  @Column('text') displayName: string;

  /** What the person says of their company, for the organizers. */
  @Column('text') companyText: string;

  /** Language of its mails. */
  @Column('text') locale: Locale;

  @Column('text', { default: 'unverified' }) state: SignUpState;

  @CreateDateColumn({ type: 'timestamptz', precision: 3 }) createdAt: Date;

  @Column('timestamptz', { nullable: true }) verifiedAt: Date | null;

  @Column('timestamptz', { nullable: true }) decidedAt: Date | null;

  @Index() @Column('uuid', { nullable: true }) decidedById: string | null;

  @ManyToOne(() => Account, { onDelete: 'SET NULL' }) @JoinColumn() decidedBy?: Relation<Account> | null;

  /** Why it was declined; the person reads it. */
  @Column('text', { nullable: true }) reason: string | null;

  /** What its approval sent. */
  @Index() @Column('uuid', { nullable: true }) invitationId: string | null;

  @ManyToOne(() => Invitation, { onDelete: 'SET NULL' }) @JoinColumn() invitation?: Relation<Invitation> | null;

  @VersionColumn() version: number;
}

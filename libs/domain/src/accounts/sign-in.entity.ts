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
} from 'typeorm';
import { Account } from './account.entity.js';

/** A person on a device, from signing in until it is ended or no token of it is used for 30 days. */
@Entity()
@Check('ck_sign_in_network', 'ended_at is null or network is null')
export class SignIn {
  @PrimaryGeneratedColumn('uuid') id: string;

  @Index() @Column('uuid') accountId: string;

  @ManyToOne(() => Account, { onDelete: 'CASCADE' }) @JoinColumn() account?: Relation<Account>;

  /** Such as `Firefox on Linux`; null when the program does not say. */
  @Column('text', { nullable: true }) device: string | null;

  /** Where it was last used from, 24 bits of IPv4 or 48 of IPv6; gone with the end of the sign-in. */
  @Column('text', { nullable: true }) network: string | null;

  @CreateDateColumn({ type: 'timestamptz', precision: 3 }) createdAt: Date;

  @Column('timestamptz') lastUsedAt: Date;

  /** When its newest refresh token expires. */
  @Column('timestamptz') expiresAt: Date;

  @Column('timestamptz', { nullable: true }) endedAt: Date | null;
}

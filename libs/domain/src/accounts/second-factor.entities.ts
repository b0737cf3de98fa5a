import {
  Column,
  CreateDateColumn,
  Entity,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  PrimaryGeneratedColumn,
  type Relation,
  Unique,
} from 'typeorm';
import { Account } from './account.entity.js';

/** An authenticator that a person has enrolled: its codes are asked for besides the password once it is confirmed. */
@Entity()
export class SecondFactor {
  @PrimaryColumn('uuid') accountId: string;

  @ManyToOne(() => Account, { onDelete: 'CASCADE' }) @JoinColumn() account?: Relation<Account>;

  /** The TOTP secret, in base32, sealed with a key of the installation. */
  @Column('text', { select: false }) sealedSecret: string;

  @CreateDateColumn({ type: 'timestamptz', precision: 3 }) createdAt: Date;

  /** When a first code proved that the authenticator has the secret; null before. */
  @Column('timestamptz', { nullable: true }) confirmedAt: Date | null;

  /** The 30-second step of the newest code used; codes of it and of earlier steps are used up. */
  @Column('integer', { nullable: true }) lastStep: number | null;
}

/** Stands in once for a code of the authenticator. */
@Entity()
@Unique(['accountId', 'codeHash'])
export class RecoveryCode {
  @PrimaryGeneratedColumn('uuid') id: string;

  @Column('uuid') accountId: string;

  @ManyToOne(() => Account, { onDelete: 'CASCADE' }) @JoinColumn() account?: Relation<Account>;

  /** HMAC-SHA-256 in hex with a key of the installation. */
  @Column('text') codeHash: string;

  @Column('timestamptz', { nullable: true }) usedAt: Date | null;
}

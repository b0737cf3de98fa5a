import {
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
import { SignIn } from './sign-in.entity.js';

/**
 * One link in a chain of refresh tokens, which starts at a sign-in. Using a token spends it and makes the next one; a token
 * that is used again has been stolen (by whoever came first or second), so the whole family ends.
 */
@Entity()
@Unique(['tokenHash'])
export class RefreshToken {
  @PrimaryGeneratedColumn('uuid') id: string;

  @Index() @Column('uuid') accountId: string;

  @ManyToOne(() => Account, { onDelete: 'CASCADE' }) @JoinColumn() account?: Relation<Account>;

  /** The sign-in from which all tokens of the family descend. */
  @Index() @Column('uuid') familyId: string;

  @ManyToOne(() => SignIn, { onDelete: 'CASCADE' }) @JoinColumn() family?: Relation<SignIn>;

  /** SHA-256 in hex of 32 random bytes; the token itself is shown once. */
  @Column('text') tokenHash: string;

  @CreateDateColumn({ type: 'timestamptz', precision: 3 }) issuedAt: Date;

  @Column('timestamptz') expiresAt: Date;

  @Column('timestamptz', { nullable: true }) usedAt: Date | null;

  @Column('timestamptz', { nullable: true }) revokedAt: Date | null;
}

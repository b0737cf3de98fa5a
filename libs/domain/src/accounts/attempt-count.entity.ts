import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/**
 * How often something secret was guessed wrong in a row, for one subject from one address, or for one subject from anywhere.
 * A subject need not exist: an e-mail that no account has is counted like any other.
 */
@Entity()
@Index(['touchedAt'])
@Check('ck_attempt_count_failures', 'failures between 0 and 1000000')
export class AttemptCount {
  /** HMAC-SHA-256 in hex of what is counted: the table names neither e-mails nor addresses. */
  @PrimaryColumn('text') keyHash: string;

  /** Guesses taken and not yet proven right; a guess counts as wrong before it is looked at. */
  @Column('integer', { default: 0 }) failures: number;

  /** Nothing is heard before; null when there is no wait. */
  @Column('timestamptz', { nullable: true }) heardAgainAt: Date | null;

  /** When it was last guessed right from this address; null for counts from anywhere. */
  @Column('timestamptz', { nullable: true }) succeededAt: Date | null;

  @Column('timestamptz') touchedAt: Date;
}

import {
  Column,
  CreateDateColumn,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
  type Relation,
} from 'typeorm';
import { Account } from '../accounts/account.entity.js';

/** A message to one person, written in the transaction of what it tells. Text is made from kind and parameters when read. */
@Entity()
@Index(['accountId', 'createdAt'])
export class Notification {
  @PrimaryGeneratedColumn('uuid') id: string;

  @Column('uuid') accountId: string;

  @ManyToOne(() => Account, { onDelete: 'CASCADE' }) @JoinColumn() account?: Relation<Account>;

  /** `<subject>.<what happened>`, such as `meeting.moved`; the catalogue has a text for each. */
  @Column('text') kind: string;

  @Column('jsonb') parameters: Record<string, string | number | null>;

  @Column('uuid', { nullable: true }) forumId: string | null;

  @CreateDateColumn({ type: 'timestamptz', precision: 3, default: () => 'clock_timestamp()' }) createdAt: Date;

  @Column('timestamptz', { nullable: true }) readAt: Date | null;
}

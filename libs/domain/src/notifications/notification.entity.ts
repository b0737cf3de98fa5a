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
import type { NotificationKind } from './notification-kinds.js';

/** A message to one person, written in the transaction of what it tells. Text is made from kind and parameters when read. */
@Entity()
@Index(['accountId', 'createdAt'])
export class Notification {
  @PrimaryGeneratedColumn('uuid') id: string;

  @Column('uuid') accountId: string;

  @ManyToOne(() => Account, { onDelete: 'CASCADE' }) @JoinColumn() account?: Relation<Account>;

  @Column('text') kind: NotificationKind;

  @Column('jsonb') parameters: Record<string, string | number | null>;

  @Column('uuid', { nullable: true }) forumId: string | null;

  @CreateDateColumn({ type: 'timestamptz', precision: 3, default: () => 'clock_timestamp()' }) createdAt: Date;

  @Column('timestamptz', { nullable: true }) readAt: Date | null;
}

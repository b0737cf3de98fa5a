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

/** A file as it came over REST; a mutation then says what to do with it. */
@Entity()
export class Upload {
  @PrimaryGeneratedColumn('uuid') id: string;

  @Index() @Column('uuid') accountId: string;

  @ManyToOne(() => Account, { onDelete: 'CASCADE' }) @JoinColumn() account?: Relation<Account>;

  @Column('text') fileName: string;

  @Column('integer') byteCount: number;

  @Column('bytea', { select: false }) content: Buffer;

  @CreateDateColumn({ type: 'timestamptz', precision: 3 }) createdAt: Date;
}

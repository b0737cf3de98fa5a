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

/** By which an OpenID Connect issuer knows a person, linked to an account by the person. */
@Entity()
@Unique(['issuer', 'subject'])
export class ExternalIdentity {
  @PrimaryGeneratedColumn('uuid') id: string;

  @Index() @Column('uuid') accountId: string;

  @ManyToOne(() => Account, { onDelete: 'CASCADE' }) @JoinColumn() account?: Relation<Account>;

  /** The issuer's URL, as it calls itself. */
  @Column('text') issuer: string;

  /** The issuer's name for the person: never given to another, unlike an e-mail. */
  @Column('text') subject: string;

  @CreateDateColumn({ type: 'timestamptz', precision: 3 }) linkedAt: Date;

  @Column('timestamptz', { nullable: true }) lastUsedAt: Date | null;
}

import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** Remembers what a creating mutation made, so that the same request sent twice makes it once. */
@Entity()
export class IdempotencyKey {
  @PrimaryColumn('uuid') accountId: string;

  @PrimaryColumn('text') key: string;

  /** The mutation, so that a key cannot stand for two different things. */
  @Column('text') operation: string;

  /** SHA-256 of the input: the same key with another input is a fault of the caller. */
  @Column('text') inputHash: string;

  @Column('uuid') resultId: string;

  @CreateDateColumn({ type: 'timestamptz', precision: 3 }) createdAt: Date;
}

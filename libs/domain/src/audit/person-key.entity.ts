import { Column, CreateDateColumn, Entity, JoinColumn, OneToOne, PrimaryColumn } from 'typeorm';

/**
 * The key that closes what the audit log says of one person. Deleted when the person is erased: the entries stay, and nobody
 * can read those values any more. Account is named by string: audit stands above it in the order of imports.
 */
@Entity()
export class PersonKey {
  @PrimaryColumn('uuid') accountId: string;

  @OneToOne('Account', { onDelete: 'CASCADE' }) @JoinColumn() account?: unknown;

  /** 32 bytes, encrypted with a key of the installation that the database does not hold. */
  @Column('text') wrappedKey: string;

  @CreateDateColumn({ type: 'timestamptz', precision: 3 }) createdAt: Date;
}

import { Column, CreateDateColumn, Entity, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** The single-use link that makes the first administrator of an empty installation. */
@Entity()
@Unique(['tokenHash'])
export class SetupLink {
  @PrimaryGeneratedColumn('uuid') id: string;

  @Column('text') tokenHash: string;

  @CreateDateColumn({ type: 'timestamptz', precision: 3 }) createdAt: Date;

  @Column('timestamptz') expiresAt: Date;

  @Column('timestamptz', { nullable: true }) usedAt: Date | null;
}

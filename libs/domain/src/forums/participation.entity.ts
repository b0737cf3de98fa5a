import {
  Check,
  Column,
  CreateDateColumn,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
  type Relation,
  Unique,
  VersionColumn,
} from 'typeorm';
import { Company } from '../companies/company.entity.js';
import { Forum } from './forum.entity.js';

export const participationStates = ['applied', 'approved', 'declined', 'withdrawn'] as const;
export type ParticipationState = (typeof participationStates)[number];

/** A company at a forum. */
@Entity()
@Unique(['forumId', 'companyId'])
@Check('ck_participation_state', `state in ('applied', 'approved', 'declined', 'withdrawn')`)
@Check('ck_participation_quota', `quota between 1 and 500`)
export class Participation {
  @PrimaryGeneratedColumn('uuid') id: string;

  @Column('uuid') forumId: string;

  @ManyToOne(() => Forum) @JoinColumn() forum?: Relation<Forum>;

  @Index() @Column('uuid') companyId: string;

  @ManyToOne(() => Company) @JoinColumn() company?: Relation<Company>;

  @Column('text', { default: 'applied' }) state: ParticipationState;

  @Column('text', { nullable: true }) reason: string | null;

  /** Most meetings at this forum; null without a limit. */
  @Column('integer', { nullable: true }) quota: number | null;

  /** Whether others may book a slot without asking first. */
  @Column('boolean', { default: false }) hasStandingConsent: boolean;

  /** To the millisecond, as a cursor can carry it. */
  @CreateDateColumn({ type: 'timestamptz', precision: 3 }) createdAt: Date;

  @VersionColumn() version: number;
}

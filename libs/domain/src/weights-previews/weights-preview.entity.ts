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
} from 'typeorm';
import type {
  CompanyExposure as FoundExposure,
  ListComparison,
  Weights,
  WeightsComparison as FoundComparison,
} from '#matching';
import { Account } from '../accounts/account.entity.js';
import type { ProposedWeights } from '../forums/forum.rules.js';
import { Forum } from '../forums/forum.entity.js';

export const weightsPreviewStates = ['queued', 'running', 'done', 'failed'] as const;
export type WeightsPreviewState = (typeof weightsPreviewStates)[number];

/** A company, by the version that was compared. */
interface Compared {
  companyId: string;
  versionId: string;
}

export type ComparedList = Compared & Omit<ListComparison, 'company'>;
export type ComparedExposure = Compared & Omit<FoundExposure, 'company'>;

/** What the proposed weights would change. */
export interface WeightsComparison extends Pick<FoundComparison, 'exposure'> {
  lists: ComparedList[];
  gainers: ComparedExposure[];
  losers: ComparedExposure[];
}

/** Other weights tried on a sample of a forum's companies, before an organizer adopts them. Nothing of it takes effect. */
@Entity()
@Index(['forumId', 'createdAt'])
@Check('ck_weights_preview_state', `state in ('queued', 'running', 'done', 'failed')`)
@Check('ck_weights_preview_sizes', `sample_size between 1 and 200 and wanted_count between 1 and 100`)
@Check('ck_weights_preview_answer', `(state = 'done') = (comparison is not null)`)
export class WeightsPreview {
  @PrimaryGeneratedColumn('uuid') id: string;

  @Column('uuid') forumId: string;

  @ManyToOne(() => Forum) @JoinColumn() forum?: Relation<Forum>;

  @Index() @Column('uuid') accountId: string;

  @ManyToOne(() => Account) @JoinColumn() account?: Relation<Account>;

  /** The forum's weights when it was asked for, with their version's name. */
  @Column('jsonb') present: Weights;

  @Column('jsonb') proposed: ProposedWeights;

  /** How many companies' lists are compared, at most. */
  @Column('integer') sampleSize: number;

  /** Decides, with the companies of the forum, which of them are drawn. */
  @Column('integer') seed: number;

  /** How many triples of each list. */
  @Column('integer') wantedCount: number;

  @Column('text', { default: 'queued' }) state: WeightsPreviewState;

  /** Share of the work done, 0 to 1. */
  @Column('double precision', { default: 0 }) progress: number;

  /** Null until done. */
  @Column('jsonb', { nullable: true }) comparison: WeightsComparison | null;

  @CreateDateColumn({ type: 'timestamptz', precision: 3 }) createdAt: Date;

  @Column('timestamptz', { nullable: true }) finishedAt: Date | null;
}

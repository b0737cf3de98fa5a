import {
  Check,
  Column,
  CreateDateColumn,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  PrimaryGeneratedColumn,
  type Relation,
  Unique,
} from 'typeorm';
import type { BySide, RankedTriple, Weights } from '#matching';
import { Account } from '../accounts/account.entity.js';
import { Company, CompanyVersion } from '../companies/company.entity.js';
import { Forum } from '../forums/forum.entity.js';

export const forumRankingStates = ['queued', 'running', 'done', 'cancelled', 'failed'] as const;
export type ForumRankingState = (typeof forumRankingStates)[number];

/** A triple as a forum-wide run keeps it: members by company id, their versions, and what it scores; no reasons. */
export interface ForumTriple extends Pick<
  RankedTriple,
  'rank' | 'china' | 'developed' | 'developing' | 'score' | 'coverage' | 'reciprocity' | 'fit' | 'index' | 'shares'
> {
  /** The approved version of each member that was scored. */
  versionIds: BySide<string>;
}

/**
 * One run that ranks the triples of every company of a forum, by the same weights for all. Its shards may run at different
 * moments: each scores the profiles as they are then, and every triple names the versions it was scored on.
 */
@Entity()
@Index(['forumId', 'createdAt'])
@Check('ck_forum_ranking_state', `state in ('queued', 'running', 'done', 'cancelled', 'failed')`)
@Check('ck_forum_ranking_count', `wanted_count between 1 and 100`)
export class ForumRanking {
  @PrimaryGeneratedColumn('uuid') id: string;

  @Column('uuid') forumId: string;

  @ManyToOne(() => Forum) @JoinColumn() forum?: Relation<Forum>;

  @Index() @Column('uuid') accountId: string;

  @ManyToOne(() => Account) @JoinColumn() account?: Relation<Account>;

  /** Most triples of a list. */
  @Column('integer') wantedCount: number;

  /** The forum's, with their version's name, as they were when the run was asked for. */
  @Column('jsonb') weights: Weights;

  @Column('text', { default: 'queued' }) state: ForumRankingState;

  /** Companies that the shards were asked about. */
  @Column('integer') companyCount: number;

  /** To the millisecond, as a cursor can carry it. */
  @CreateDateColumn({ type: 'timestamptz', precision: 3 }) createdAt: Date;

  @Column('timestamptz', { nullable: true }) startedAt: Date | null;

  @Column('timestamptz', { nullable: true }) finishedAt: Date | null;

  /** The best of the whole forum; null until the run is done. Read only where they are shown. */
  @Column('jsonb', { nullable: true, select: false }) triples?: ForumTriple[] | null;

  /** Every version that was ranked or stands in a list, to tell whether the run is stale; null until it is done. */
  @Column('uuid', { array: true, nullable: true, select: false }) versionIds?: string[] | null;
}

/** Some of the companies of a run: the work of one job. */
@Entity()
@Unique(['forumRankingId', 'number'])
export class ForumRankingShard {
  @PrimaryGeneratedColumn('uuid') id: string;

  @Column('uuid') forumRankingId: string;

  @ManyToOne(() => ForumRanking, { onDelete: 'CASCADE' }) @JoinColumn() forumRanking?: Relation<ForumRanking>;

  @Index() @Column('uuid') forumId: string;

  @ManyToOne(() => Forum) @JoinColumn() forum?: Relation<Forum>;

  /** From 1. */
  @Column('integer') number: number;

  /** In order. */
  @Column('uuid', { array: true }) companyIds: string[];

  /** Companies ranked so far; falls back when a lost shard is redone. */
  @Column('integer', { default: 0 }) doneCount: number;

  /** Set in the transaction that stores the lists of its companies. */
  @Column('timestamptz', { nullable: true }) finishedAt: Date | null;
}

/** A company of a run with its list. Companies that left the forum before their shard ran have none. */
@Entity()
@Index(['forumRankingId', 'bestScore'])
export class RankedCompany {
  @PrimaryColumn('uuid') forumRankingId: string;

  @ManyToOne(() => ForumRanking, { onDelete: 'CASCADE' }) @JoinColumn() forumRanking?: Relation<ForumRanking>;

  @Index() @PrimaryColumn('uuid') companyId: string;

  @ManyToOne(() => Company) @JoinColumn() company?: Relation<Company>;

  @Index() @Column('uuid') forumId: string;

  @ManyToOne(() => Forum) @JoinColumn() forum?: Relation<Forum>;

  /** The approved version that was scored. */
  @Index() @Column('uuid') companyVersionId: string;

  @ManyToOne(() => CompanyVersion) @JoinColumn() companyVersion?: Relation<CompanyVersion>;

  /** Score of its own best triple, 0 to 100; null when it has none. */
  @Column('double precision', { nullable: true }) bestScore: number | null;

  /** Triples the company could stand in, closed ones included: a count without them would tell of a block or a *never*. */
  @Column('bigint', { transformer: { from: Number, to: (value: number) => value } }) possibleCount: number;

  /** Best first. Read only where they are shown. */
  @Column('jsonb', { select: false }) triples?: ForumTriple[];
}

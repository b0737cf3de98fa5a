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
} from 'typeorm';
import type { FitFactors, Weights } from '#matching';
import { Account } from '../accounts/account.entity.js';
import { Company, CompanyVersion } from '../companies/company.entity.js';
import { Forum } from '../forums/forum.entity.js';

export const matchRequestStates = ['queued', 'running', 'done', 'failed'] as const;
export type MatchRequestState = (typeof matchRequestStates)[number];

/** They shrink the pools or drop triples and never change a score; empty or null means no filter. */
export interface MatchFilters {
  hostCountries: string[];
  sectors: string[];
  /** Needs of the asking company that must be covered with an effective supply of at least 0.30. */
  needsCovered: string[];
  excludedCompanyIds: string[];
  minimumIndex: number | null;
}

/** A company asks for its best triples: at a forum, or in the whole directory. */
@Entity()
@Index(['companyId', 'createdAt'])
@Check('ck_match_request_state', `state in ('queued', 'running', 'done', 'failed')`)
@Check('ck_match_request_count', `wanted_count between 1 and 1000`)
@Check('ck_match_request_max_appearances', `max_appearances >= 1`)
export class MatchRequest {
  @PrimaryGeneratedColumn('uuid') id: string;

  /** Null: the whole directory, with default weights. */
  @Index() @Column('uuid', { nullable: true }) forumId: string | null;

  @ManyToOne(() => Forum) @JoinColumn() forum?: Relation<Forum> | null;

  @Column('uuid') companyId: string;

  @ManyToOne(() => Company) @JoinColumn() company?: Relation<Company>;

  @Index() @Column('uuid') accountId: string;

  @ManyToOne(() => Account) @JoinColumn() account?: Relation<Account>;

  @Column('integer') wantedCount: number;

  @Column('jsonb') filters: MatchFilters;

  /** In how many triples of the list a company other than the asking one may appear; null: in any number. */
  @Column('integer', { nullable: true }) maxAppearances: number | null;

  @Column('text', { default: 'queued' }) state: MatchRequestState;

  /** Share of the work done, 0 to 1. */
  @Column('double precision', { default: 0 }) progress: number;

  /** The asking company's version that was scored; null until the run. */
  @Index() @Column('uuid', { nullable: true }) companyVersionId: string | null;

  @ManyToOne(() => CompanyVersion) @JoinColumn() companyVersion?: Relation<CompanyVersion> | null;

  /** Whether an index stood ready; null until the run. */
  @Column('boolean', { nullable: true }) isIndexed: boolean | null;

  /** How the limit on appearances was kept; null until the run, and without a limit. */
  @Column('jsonb', { nullable: true }) diversity: Diversity | null;

  /** The weights used, with their version's name; null until the run. */
  @Column('jsonb', { nullable: true }) weights: Weights | null;

  /** Triples of the company that pass the filters on pools, closed ones too: without them the count would tell of blocks. */
  @Column('bigint', {
    nullable: true,
    transformer: {
      from: (value: string | null) => (value === null ? null : Number(value)),
      to: (value: number | null) => value,
    },
  })
  possibleCount: number | null;

  @CreateDateColumn({ type: 'timestamptz', precision: 3 }) createdAt: Date;

  @Column('timestamptz', { nullable: true }) finishedAt: Date | null;
}

/** A list in which no company appears too often, picked from the exact ranking. */
export interface Diversity {
  /** How many of the best triples were looked at. */
  rankedCount: number;
  /** Whether the list is as long as was asked for, or as it can be: else more might be found further down the ranking. */
  isComplete: boolean;
}

/** A need that the partners in a triple cover by less than 0.30, and who else could cover it. */
export interface OpenNeed {
  companyId: string;
  capability: string;
  /** The strongest first, a few, each with the version that was scored; strength 0.30 to 1. */
  couldCover: { companyId: string; versionId: string; strength: number }[];
}

export interface CoverageLine {
  companyId: string;
  capability: string;
  priority: number;
  byCompanyId: string | null;
  strength: number;
}

/** The numbers of a triple and what they are made of. */
export interface TripleReasons {
  /** 0 to 100. */
  score: number;
  coverage: number;
  reciprocity: number;
  fit: number;
  /** The 1+1+1 index, 3 to 6; null when undefined. */
  index: number | null;
  /** Each member's Shapley share of the coverage, summing to 1, in the order China, developed, developing. */
  shares: number[];
  /** Every need of the three members and who covers it. */
  lines: CoverageLine[];
  /** The six factors of the fit of each pair, in the order China–developed, China–developing, developed–developing. */
  fitFactors: FitFactors[];
}

/** One answer, with its reasons; names the versions of the profiles it was computed on. */
@Entity()
@Unique(['matchRequestId', 'rank'])
export class Triple implements TripleReasons {
  @PrimaryGeneratedColumn('uuid') id: string;

  @Column('uuid') matchRequestId: string;

  @ManyToOne(() => MatchRequest, { onDelete: 'CASCADE' }) @JoinColumn() matchRequest?: Relation<MatchRequest>;

  /** From 1. */
  @Column('integer') rank: number;

  @Index() @Column('uuid') chinaVersionId: string;

  @ManyToOne(() => CompanyVersion) @JoinColumn() chinaVersion?: Relation<CompanyVersion>;

  @Index() @Column('uuid') developedVersionId: string;

  @ManyToOne(() => CompanyVersion) @JoinColumn() developedVersion?: Relation<CompanyVersion>;

  @Index() @Column('uuid') developingVersionId: string;

  @ManyToOne(() => CompanyVersion) @JoinColumn() developingVersion?: Relation<CompanyVersion>;

  @Column('uuid') chinaCompanyId: string;

  @Column('uuid') developedCompanyId: string;

  @Column('uuid') developingCompanyId: string;

  /** 0 to 100. */
  @Column('double precision') score: number;

  @Column('double precision') coverage: number;

  @Column('double precision') reciprocity: number;

  @Column('double precision') fit: number;

  /** The 1+1+1 index, 3 to 6; null when undefined. */
  @Column('double precision', { nullable: true }) index: number | null;

  /** Each member's Shapley share of the coverage, summing to 1, in the order China, developed, developing. */
  @Column('double precision', { array: true }) shares: number[];

  /** Every need of the three members and who covers it. */
  @Column('jsonb') lines: CoverageLine[];

  /** The six factors of the fit of each pair, in the order China–developed, China–developing, developed–developing. */
  @Column('jsonb') fitFactors: FitFactors[];

  /** Needs of the three that stay open, by member, then by priority. */
  @Column('jsonb', { default: () => `'[]'` }) openNeeds: OpenNeed[];
}

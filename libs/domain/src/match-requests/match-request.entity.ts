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

  @Column('text', { default: 'queued' }) state: MatchRequestState;

  /** Share of the work done, 0 to 1. */
  @Column('double precision', { default: 0 }) progress: number;

  /** The weights used, with their version's name; null until the run. */
  @Column('jsonb', { nullable: true }) weights: Weights | null;

  /** Open triples of the company that pass the filters on pools. */
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

export interface CoverageLine {
  companyId: string;
  capability: string;
  priority: number;
  byCompanyId: string | null;
  strength: number;
}

/** One answer, with its reasons; names the versions of the profiles it was computed on. */
@Entity()
@Unique(['matchRequestId', 'rank'])
export class Triple {
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
}

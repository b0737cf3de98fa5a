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
import type { ScoreChange as MatchingScoreChange, TripleFilters, Weights } from '#matching';
import { Account } from '../accounts/account.entity.js';
import { CompanyVersion } from '../companies/company.entity.js';
import { MatchRequest, type TripleReasons } from './match-request.entity.js';

/**
 * `not_available` reads the same whatever closed the triple after it was asked for: a block, a *never*, a company that left
 * the forum or the directory.
 */
export const absenceRequestStates = ['queued', 'running', 'done', 'not_available', 'failed'] as const;
export type AbsenceRequestState = (typeof absenceRequestStates)[number];

/** What one thing, changed alone, would make of the score. */
export interface ScoreChange extends Omit<MatchingScoreChange, 'company'> {
  companyId: string;
}

/** Why the two expected companies are not in the list, or where in it they stand. */
export interface Absence extends TripleReasons {
  /** From 1, among all triples that pass the filters; null for a triple that is never listed. */
  rank: number | null;
  /** As `MatchRequest.possibleCount`. */
  possibleCount: number;
  /** Score of the last triple of the list; null when the list has fewer than were asked for. */
  scoreToReach: number | null;
  /** Which filters of the match request leave the triple out. */
  droppedBy: (keyof TripleFilters)[];
  /** The changes that raise the score most, best first. */
  changes: ScoreChange[];
}

/** The question "why not these two?" about the list of a match request. Names the versions it was answered on. */
@Entity()
@Index(['matchRequestId', 'createdAt'])
@Check('ck_absence_request_state', `state in ('queued', 'running', 'done', 'not_available', 'failed')`)
@Check('ck_absence_request_expected', `cardinality(expected_company_ids) = 2`)
@Check('ck_absence_request_answer', `(state = 'done') = (absence is not null)`)
export class AbsenceRequest {
  @PrimaryGeneratedColumn('uuid') id: string;

  @Column('uuid') matchRequestId: string;

  @ManyToOne(() => MatchRequest, { onDelete: 'CASCADE' }) @JoinColumn() matchRequest?: Relation<MatchRequest>;

  @Index() @Column('uuid') accountId: string;

  @ManyToOne(() => Account) @JoinColumn() account?: Relation<Account>;

  /** The two companies that were missed, one of each other side. */
  @Column('uuid', { array: true }) expectedCompanyIds: string[];

  @Column('text', { default: 'queued' }) state: AbsenceRequestState;

  /** Share of the work done, 0 to 1. */
  @Column('double precision', { default: 0 }) progress: number;

  /** The weights used, with their version's name; null until done. */
  @Column('jsonb', { nullable: true }) weights: Weights | null;

  /** Null until done. */
  @Column('jsonb', { nullable: true }) absence: Absence | null;

  @Index() @Column('uuid', { nullable: true }) chinaVersionId: string | null;

  @ManyToOne(() => CompanyVersion) @JoinColumn() chinaVersion?: Relation<CompanyVersion> | null;

  @Index() @Column('uuid', { nullable: true }) developedVersionId: string | null;

  @ManyToOne(() => CompanyVersion) @JoinColumn() developedVersion?: Relation<CompanyVersion> | null;

  @Index() @Column('uuid', { nullable: true }) developingVersionId: string | null;

  @ManyToOne(() => CompanyVersion) @JoinColumn() developingVersion?: Relation<CompanyVersion> | null;

  @CreateDateColumn({ type: 'timestamptz', precision: 3 }) createdAt: Date;

  @Column('timestamptz', { nullable: true }) finishedAt: Date | null;
}

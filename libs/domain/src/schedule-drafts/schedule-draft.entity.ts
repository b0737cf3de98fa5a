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
  VersionColumn,
} from 'typeorm';
import type { Evidence, Placement, SchedulingProblem, UnplacedMeeting } from '#scheduling';
import { Account } from '../accounts/account.entity.js';
import { Forum } from '../forums/forum.entity.js';
import { ForumTable, Slot } from '../forums/programme.entities.js';

export const scheduleDraftStates = [
  'queued',
  'running',
  'ready',
  'approved',
  'cancelled',
  /** Cancelled when it had found a schedule, which can be used like that of a ready one. */
  'cancelled_with_schedule',
  'failed',
] as const;
export type ScheduleDraftState = (typeof scheduleDraftStates)[number];

/** How much it is worth to place a meeting; whole numbers. */
export interface MeetingWeights {
  /** Of a meeting of two parties. */
  pair: number;
  /** Of a meeting of three. */
  triple: number;
  /** Added for each party that said must-meet of another. */
  mustMeet: number;
}

/** What can end a search from outside: somebody cancelled the run, its time was long over, or its thread died. */
export const searchCuts = ['cancelled', 'time_limit', 'thread_lost'] as const;
export type SearchCut = (typeof searchCuts)[number];

/** What an organizer asks of a run; the ranges stand in schedule-draft.rules.ts. */
export interface RunOptions {
  timeLimitSeconds: number;
  maxSteps: number;
  seed: number;
  /** At most so many published meetings may move; null without a limit. */
  maxMoves: number | null;
  /** Whether published meetings may lose their place to others of more weight. */
  allowUnplace: boolean;
  /** At most so far may the breaks of two delegations differ; null when they may differ as they like. */
  fairness: number | null;
  meetingWeights: MeetingWeights;
  /** The run is about the meetings of these; all others keep their places. Null: about the whole forum. */
  subForumIds: string[] | null;
}

export type RunOptionName = keyof RunOptions;

/** Meetings of other sub-forums than those that a run is about. */
export interface MeetingsOutside {
  /** Published ones, kept where they are. */
  keptCount: number;
  /** Agreed requests without a published meeting, not looked at. */
  leftOutCount: number;
}

/** Where a search stands with its best schedule so far. */
export interface DraftProgress {
  placedWeight: number;
  /** No schedule places more. */
  maxWeight: number;
  breaks: number;
  /** No schedule of the meetings placed so far has fewer; 0 while that is not known. */
  minBreaks: number;
  /** When the best was found, in seconds since the search began; null while nothing is placed. */
  bestAfterSeconds: number | null;
  /** Steps of the search so far. */
  steps: number;
  /** Share of the steps or of the time that is used, whichever is more, 0 to 1. */
  share: number;
}

/** One run of the solver on the agreed meeting requests of a forum; nothing of it reaches a company before it is approved. */
@Entity()
@Index(['forumId', 'createdAt'])
@Check(
  'ck_schedule_draft_state',
  `state in ('queued', 'running', 'ready', 'approved', 'cancelled', 'cancelled_with_schedule', 'failed')`,
)
@Check('ck_schedule_draft_cut_short_by', `cut_short_by in ('cancelled', 'time_limit', 'thread_lost')`)
export class ScheduleDraft {
  @PrimaryGeneratedColumn('uuid') id: string;

  @Column('uuid') forumId: string;

  @ManyToOne(() => Forum) @JoinColumn() forum?: Relation<Forum>;

  @Index() @Column('uuid') accountId: string;

  @ManyToOne(() => Account) @JoinColumn() account?: Relation<Account>;

  @Column('text', { default: 'queued' }) state: ScheduleDraftState;

  @Column('jsonb') options: RunOptions;

  @Column('jsonb', { nullable: true }) progress: DraftProgress | null;

  @Column('timestamptz', { nullable: true }) cancelRequestedAt: Date | null;

  /** What ended the search from outside; null when it came to its own end. */
  @Column('text', { nullable: true }) cutShortBy: SearchCut | null;

  /** The forum's schedule version it was solved on. */
  @Column('integer') solvedOnVersion: number;

  @Column('jsonb', { nullable: true }) evidence: Evidence | null;

  @Column('jsonb', { default: () => `'[]'` }) unplaced: UnplacedMeeting[];

  /** Null until there is a schedule, and for a run that is about the whole forum. */
  @Column('jsonb', { nullable: true }) outside: MeetingsOutside | null;

  @Column('boolean', { default: false }) isEdited: boolean;

  /** The approved draft whose placements it takes up again. */
  @Index() @Column('uuid', { nullable: true }) restoredFromId: string | null;

  @ManyToOne(() => ScheduleDraft) @JoinColumn() restoredFrom?: Relation<ScheduleDraft> | null;

  @CreateDateColumn({ type: 'timestamptz', precision: 3 }) createdAt: Date;

  @Column('timestamptz', { nullable: true }) finishedAt: Date | null;

  @Column('timestamptz', { nullable: true }) approvedAt: Date | null;

  @VersionColumn() version: number;
}

/**
 * A meeting of a draft with its place, or without one while it is unplaced. `id` is the meeting's id in the scheduling problem:
 * the meeting request's, or for a booking without a request the meeting's.
 */
@Entity()
export class DraftMeeting {
  @PrimaryColumn('uuid') scheduleDraftId: string;

  @ManyToOne(() => ScheduleDraft, { onDelete: 'CASCADE' }) @JoinColumn() scheduleDraft?: Relation<ScheduleDraft>;

  @PrimaryColumn('uuid') id: string;

  @Column('uuid', { nullable: true }) meetingRequestId: string | null;

  /** The published meeting it stands for, when there is one. */
  @Column('uuid', { nullable: true }) meetingId: string | null;

  /** One delegation of each party. */
  @Column('uuid', { array: true }) delegationIds: string[];

  @Column('integer') weight: number;

  @Index() @Column('uuid', { nullable: true }) slotId: string | null;

  @ManyToOne(() => Slot) @JoinColumn() slot?: Relation<Slot> | null;

  @Index() @Column('uuid', { nullable: true }) tableId: string | null;

  @ManyToOne(() => ForumTable) @JoinColumn() table?: Relation<ForumTable> | null;

  @Column('boolean', { default: false }) isPinned: boolean;
}

/** What a schedule was to keep of the published one. */
export interface KeptSchedule {
  previous: Placement[];
  /** Null without a limit. */
  maxMoves: number | null;
  allowUnplace: boolean;
}

/**
 * The problem that a draft's schedule solves, as it was then: without it nobody could evaluate its certificates later. In a
 * table of its own, since it is large and seldom read.
 */
@Entity()
export class DraftProblem {
  @PrimaryColumn('uuid') scheduleDraftId: string;

  @ManyToOne(() => ScheduleDraft, { onDelete: 'CASCADE' }) @JoinColumn() scheduleDraft?: Relation<ScheduleDraft>;

  @Column('jsonb') problem: SchedulingProblem;

  @Column('jsonb') published: KeptSchedule;
}

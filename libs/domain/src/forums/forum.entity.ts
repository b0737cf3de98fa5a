import { Check, Column, CreateDateColumn, Entity, PrimaryGeneratedColumn, VersionColumn } from 'typeorm';
import type { Weights } from '#matching';

export const forumStates = [
  'draft',
  'registration',
  'matching',
  'scheduling',
  'published',
  'running',
  'closed',
] as const;
export type ForumState = (typeof forumStates)[number];

/** A gathering of some days at one place, to which companies apply. Its state only moves forward. */
@Entity()
@Check(
  'ck_forum_state',
  `state in ('draft', 'registration', 'matching', 'scheduling', 'published', 'running', 'closed')`,
)
@Check('ck_forum_booking', `booking_opens_at < booking_closes_at`)
@Check('ck_forum_rules', `request_expiry_hours between 1 and 2160 and daily_maximum between 1 and 50`)
export class Forum {
  @PrimaryGeneratedColumn('uuid') id: string;

  @Column('text') nameEn: string;

  @Column('text', { nullable: true }) nameZh: string | null;

  @Column('text') theme: string;

  @Column('text') place: string;

  /** IANA name of the venue's zone. */
  @Column('text') timeZone: string;

  /** Local dates `YYYY-MM-DD`, ascending. As text, because pg reads an array of dates as instants of the server's zone. */
  @Column('text', { array: true }) days: string[];

  @Column('text', { default: 'draft' }) state: ForumState;

  /** Scoring weights with their version's name. */
  @Column('jsonb') weights: Weights;

  @Column('timestamptz') bookingOpensAt: Date;

  @Column('timestamptz') bookingClosesAt: Date;

  /** How long a meeting request waits for its answers. */
  @Column('integer', { default: 72 }) requestExpiryHours: number;

  /** Most meetings of a delegation on one day, unless the delegation says less. */
  @Column('integer', { default: 12 }) dailyMaximum: number;

  /** Counts published changes of the schedule; a draft remembers the one it was solved on. */
  @Column('integer', { default: 0 }) scheduleVersion: number;

  /** What visitors must know about the forum's content, such as that its data are assumed. */
  @Column('text', { nullable: true }) bannerEn: string | null;

  @Column('text', { nullable: true }) bannerZh: string | null;

  /** To the millisecond, as a cursor can carry it. */
  @CreateDateColumn({ type: 'timestamptz', precision: 3 }) createdAt: Date;

  @VersionColumn() version: number;
}

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
import { Forum } from '../forums/forum.entity.js';
import { ForumTable, Slot } from '../forums/programme.entities.js';
import { MeetingRequest } from './meeting-request.entity.js';

export const meetingStates = ['planned', 'checked_in', 'held', 'no_show', 'cancelled'] as const;
export type MeetingState = (typeof meetingStates)[number];

export const meetingOrigins = ['schedule', 'booking'] as const;
export type MeetingOrigin = (typeof meetingOrigins)[number];

/** A published meeting. Cancelling deletes its attendance in the same transaction; the meeting and its history stay. */
@Entity()
@Unique(['uid'])
@Index(['forumId', 'state'])
@Index(['meetingRequestId'], { unique: true, where: `meeting_request_id is not null and state <> 'cancelled'` })
@Check('ck_meeting_state', `state in ('planned', 'checked_in', 'held', 'no_show', 'cancelled')`)
@Check('ck_meeting_origin', `origin in ('schedule', 'booking')`)
export class Meeting {
  @PrimaryGeneratedColumn('uuid') id: string;

  @Column('uuid') forumId: string;

  @ManyToOne(() => Forum) @JoinColumn() forum?: Relation<Forum>;

  /** Null for a booking by standing consent. */
  @Column('uuid', { nullable: true }) meetingRequestId: string | null;

  @ManyToOne(() => MeetingRequest) @JoinColumn() meetingRequest?: Relation<MeetingRequest> | null;

  @Column('text') origin: MeetingOrigin;

  @Column('text', { default: 'planned' }) state: MeetingState;

  @Index() @Column('uuid') slotId: string;

  @ManyToOne(() => Slot) @JoinColumn() slot?: Relation<Slot>;

  @Index() @Column('uuid') tableId: string;

  @ManyToOne(() => ForumTable) @JoinColumn() table?: Relation<ForumTable>;

  /** The companies that meet, also after it was cancelled. */
  @Index({ type: 'gin' }) @Column('uuid', { array: true }) companyIds: string[];

  /** Why it was cancelled; null when the one who left keeps that private. */
  @Column('text', { nullable: true }) cancelReason: string | null;

  /** iCalendar UID and SEQUENCE (RFC 5545): one entry in everybody's calendar, however often it moves. */
  @Column('text') uid: string;

  @Column('integer', { default: 0 }) sequence: number;

  /** The forum's schedule version that last changed it. */
  @Column('integer') scheduleVersion: number;

  @CreateDateColumn({ type: 'timestamptz', precision: 3 }) createdAt: Date;

  @VersionColumn() version: number;
}

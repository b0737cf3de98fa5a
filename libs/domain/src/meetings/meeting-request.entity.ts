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
import { Company } from '../companies/company.entity.js';
import { Forum } from '../forums/forum.entity.js';
import { SubForum } from '../forums/programme.entities.js';

export const meetingRequestStates = [
  'pending',
  'agreed',
  'incomplete',
  'scheduled',
  'declined',
  'withdrawn',
  'expired',
] as const;
export type MeetingRequestState = (typeof meetingRequestStates)[number];

/**
 * Two or three companies that may want to meet; agreed only when all accept. *Incomplete* while one of three has left and
 * nobody has chosen a substitute or a meeting of two. Holds no slot: only agreed requests are scheduled.
 */
@Entity()
@Index(['forumId', 'state'])
@Index(['expiresAt'], { where: `state in ('pending', 'incomplete')` })
@Check(
  'ck_meeting_request_state',
  `state in ('pending', 'agreed', 'incomplete', 'scheduled', 'declined', 'withdrawn', 'expired')`,
)
export class MeetingRequest {
  @PrimaryGeneratedColumn('uuid') id: string;

  @Column('uuid') forumId: string;

  @ManyToOne(() => Forum) @JoinColumn() forum?: Relation<Forum>;

  @Index() @Column('uuid') proposerCompanyId: string;

  @ManyToOne(() => Company) @JoinColumn() proposerCompany?: Relation<Company>;

  /** Held within this sub-forum; null means any. */
  @Index() @Column('uuid', { nullable: true }) subForumId: string | null;

  @ManyToOne(() => SubForum) @JoinColumn() subForum?: Relation<SubForum> | null;

  /** Null: a room or online, whatever is free. */
  @Column('boolean', { nullable: true }) isOnline: boolean | null;

  @Column('text', { default: '' }) message: string;

  @Column('text', { default: 'pending' }) state: MeetingRequestState;

  /** Pending and incomplete requests end here; the clock decides, not the job that writes it down. */
  @Column('timestamptz') expiresAt: Date;

  @CreateDateColumn({ type: 'timestamptz', precision: 3 }) createdAt: Date;

  @VersionColumn() version: number;
}

export const partyAnswers = ['pending', 'accepted', 'declined', 'left'] as const;
export type PartyAnswer = (typeof partyAnswers)[number];

/** One of the two or three companies of a meeting request, and its answer. */
@Entity()
@Check('ck_meeting_request_party_answer', `answer in ('pending', 'accepted', 'declined', 'left')`)
export class MeetingRequestParty {
  @PrimaryColumn('uuid') meetingRequestId: string;

  @ManyToOne(() => MeetingRequest, { onDelete: 'CASCADE' }) @JoinColumn() meetingRequest?: Relation<MeetingRequest>;

  @Index() @PrimaryColumn('uuid') companyId: string;

  @ManyToOne(() => Company) @JoinColumn() company?: Relation<Company>;

  @Column('text', { default: 'pending' }) answer: PartyAnswer;

  /** Why it declined or left, for the other parties; null when it keeps that private. */
  @Column('text', { nullable: true }) reason: string | null;

  @Column('timestamptz', { nullable: true }) answeredAt: Date | null;
}

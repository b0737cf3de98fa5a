import { Column, Entity, Exclusion, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { Delegation } from '../forums/delegation.entity.js';
import { Forum } from '../forums/forum.entity.js';
import { ForumTable } from '../forums/programme.entities.js';
import { Meeting } from './meeting.entity.js';

export const attendanceConstraints = { delegation: 'ex_attendance_delegation', table: 'ex_attendance_table' } as const;

/**
 * Who sits where and when, one row per party of a meeting that stands. The two exclusion constraints are the last line
 * against double booking: a delegation is in one place at a time, and so is a table with one meeting.
 */
@Entity()
@Exclusion(attendanceConstraints.delegation, `USING gist (delegation_id WITH =, during WITH &&)`)
@Exclusion(attendanceConstraints.table, `USING gist (table_id WITH =, meeting_id WITH <>, during WITH &&)`)
export class Attendance {
  @PrimaryColumn('uuid') meetingId: string;

  @ManyToOne(() => Meeting) @JoinColumn() meeting?: Relation<Meeting>;

  @Index() @PrimaryColumn('uuid') delegationId: string;

  @ManyToOne(() => Delegation) @JoinColumn() delegation?: Relation<Delegation>;

  @Index() @Column('uuid') forumId: string;

  @ManyToOne(() => Forum) @JoinColumn() forum?: Relation<Forum>;

  @Index() @Column('uuid', { nullable: true }) tableId: string | null;

  @ManyToOne(() => ForumTable) @JoinColumn() table?: Relation<ForumTable> | null;

  /** Half-open range of instants, `[startsAt, endsAt)`, as PostgreSQL writes it. */
  @Column('tstzrange') during: string;
}

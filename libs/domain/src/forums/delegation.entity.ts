import {
  Check,
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
  type Relation,
  Unique,
  VersionColumn,
} from 'typeorm';
import { Company } from '../companies/company.entity.js';
import { Forum } from './forum.entity.js';
import { Participation } from './participation.entity.js';

/** A half-open stretch of time, as stored in JSON: ISO 8601 instants in UTC. */
export interface StoredInterval {
  startsAt: string;
  endsAt: string;
}

/** The unit of a company that sits in meetings, and can be in one place only. */
@Entity()
@Unique(['participationId', 'name'])
@Index(['forumId', 'companyId'])
@Check('ck_delegation_limits', `daily_maximum between 1 and 50 and max_in_a_row between 1 and 50`)
export class Delegation {
  @PrimaryGeneratedColumn('uuid') id: string;

  @Column('uuid') participationId: string;

  @ManyToOne(() => Participation) @JoinColumn() participation?: Relation<Participation>;

  @Column('uuid') forumId: string;

  @ManyToOne(() => Forum) @JoinColumn() forum?: Relation<Forum>;

  @Index() @Column('uuid') companyId: string;

  @ManyToOne(() => Company) @JoinColumn() company?: Relation<Company>;

  @Column('text') name: string;

  /** Roles of its people, such as "project director"; contact data stay with accounts. */
  @Column('text', { array: true, default: () => `'{}'` }) people: string[];

  /** BCP 47. */
  @Column('text', { array: true, default: () => `'{}'` }) languages: string[];

  /** Sub-forums it takes part in; empty means all. */
  @Column('uuid', { array: true, default: () => `'{}'` }) subForumIds: string[];

  /** When it is there; null means all of the forum. */
  @Column('jsonb', { nullable: true }) availability: StoredInterval[] | null;

  /** Times it keeps free, such as lunch. */
  @Column('jsonb', { default: () => `'[]'` }) pauses: StoredInterval[];

  /** Its own limits; null means the forum's. */
  @Column('integer', { nullable: true }) dailyMaximum: number | null;

  @Column('integer', { nullable: true }) maxInARow: number | null;

  @Column('timestamptz', { nullable: true }) archivedAt: Date | null;

  @VersionColumn() version: number;
}

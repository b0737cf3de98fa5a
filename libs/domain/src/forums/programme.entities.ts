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
} from 'typeorm';
import { Forum } from './forum.entity.js';

/** A track of a forum with its own theme, rooms and hours. */
@Entity()
@Unique(['forumId', 'nameEn'])
export class SubForum {
  @PrimaryGeneratedColumn('uuid') id: string;

  @Column('uuid') forumId: string;

  @ManyToOne(() => Forum) @JoinColumn() forum?: Relation<Forum>;

  @Column('text') nameEn: string;

  @Column('text', { nullable: true }) nameZh: string | null;

  @Column('text') theme: string;
}

/** A stretch of one day that is cut into slots; of one sub-forum, or of all. */
@Entity()
@Check('ck_session_times', `starts_at < ends_at`)
export class Session {
  @PrimaryGeneratedColumn('uuid') id: string;

  @Index() @Column('uuid') forumId: string;

  @ManyToOne(() => Forum) @JoinColumn() forum?: Relation<Forum>;

  @Index() @Column('uuid', { nullable: true }) subForumId: string | null;

  @ManyToOne(() => SubForum) @JoinColumn() subForum?: Relation<SubForum> | null;

  @Column('text') name: string;

  /** Local date `YYYY-MM-DD` and times `HH:MM` at the venue; the instants are derived from them. */
  @Column('date') date: string;

  @Column('text') localStart: string;

  @Column('text') localEnd: string;

  @Column('timestamptz') startsAt: Date;

  @Column('timestamptz') endsAt: Date;
}

/** A time in which meetings can be held, at every table that its sub-forum may use. */
@Entity()
@Unique(['sessionId', 'startsAt'])
@Index(['forumId', 'startsAt'])
@Check('ck_slot_times', `starts_at < ends_at`)
export class Slot {
  @PrimaryGeneratedColumn('uuid') id: string;

  @Column('uuid') forumId: string;

  @ManyToOne(() => Forum) @JoinColumn() forum?: Relation<Forum>;

  @Column('uuid') sessionId: string;

  @ManyToOne(() => Session) @JoinColumn() session?: Relation<Session>;

  @Index() @Column('uuid', { nullable: true }) subForumId: string | null;

  @ManyToOne(() => SubForum) @JoinColumn() subForum?: Relation<SubForum> | null;

  @Column('date') date: string;

  @Column('text') localStart: string;

  @Column('text') localEnd: string;

  @Column('text') timeZone: string;

  @Column('timestamptz') startsAt: Date;

  @Column('timestamptz') endsAt: Date;
}

export const tablePlaces = ['room', 'online'] as const;
export type TablePlace = (typeof tablePlaces)[number];

/** A place where one meeting at a time can be held: in a room, or behind a link. */
@Entity()
@Unique(['forumId', 'label'])
@Check('ck_forum_table_seats', `seats in (2, 3)`)
@Check(
  'ck_forum_table_place',
  `(place = 'room' and room is not null and link is null) or (place = 'online' and link is not null and room is null)`,
)
export class ForumTable {
  @PrimaryGeneratedColumn('uuid') id: string;

  @Column('uuid') forumId: string;

  @ManyToOne(() => Forum) @JoinColumn() forum?: Relation<Forum>;

  @Index() @Column('uuid', { nullable: true }) subForumId: string | null;

  @ManyToOne(() => SubForum) @JoinColumn() subForum?: Relation<SubForum> | null;

  @Column('text') label: string;

  @Column('text') place: TablePlace;

  @Column('text', { nullable: true }) room: string | null;

  @Column('text', { nullable: true }) link: string | null;

  /** Parties, not chairs: 2 or 3. */
  @Column('smallint') seats: number;
}

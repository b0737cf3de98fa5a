import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type { TablePlace } from '#domain';
import { FieldAccess } from '../auth/field-access.decorator.js';
import { DateScalar, DateTimeScalar } from '../graphql/scalars.js';
import { TablePlaceEnum } from './forum.enums.js';
import { ForumType } from './forum.type.js';

@ObjectType('SubForum', { description: 'A track of a forum with its own theme, rooms and hours.' })
export class SubForumType {
  @Field(() => ID, { description: 'UUID.' })
  id: string;

  @Field({ description: 'Name in English.' })
  nameEn: string;

  @Field(() => String, { nullable: true, description: 'Name in Chinese.' })
  nameZh: string | null;

  @Field({ description: 'What it is about.' })
  theme: string;
}

@ObjectType('Slot', { description: 'A time in which meetings can be held, at every table of its sub-forum.' })
export class SlotType {
  @Field(() => ID, { description: 'UUID.' })
  id: string;

  @Field(() => String, { nullable: true, description: 'Its sub-forum; null for all.' })
  subForumId: string | null;

  @Field(() => DateScalar, { description: 'Local date at the venue.' })
  date: string;

  @Field({ description: 'Local time at the venue, HH:MM.' })
  localStart: string;

  @Field({ description: 'Local time at the venue, HH:MM.' })
  localEnd: string;

  @Field({ description: 'IANA time zone of the local times.' })
  timeZone: string;

  @Field(() => DateTimeScalar, { description: 'When it begins.' })
  startsAt: Date;

  @Field(() => DateTimeScalar, { description: 'When it has ended; the next may begin then.' })
  endsAt: Date;
}

@ObjectType('Session', { description: 'A stretch of one day that is cut into slots.' })
export class SessionType {
  @Field(() => ID, { description: 'UUID.' })
  id: string;

  @Field(() => String, { nullable: true, description: 'Its sub-forum; null for all.' })
  subForumId: string | null;

  @Field({ description: 'Its name.' })
  name: string;

  @Field(() => DateScalar, { description: 'Local date at the venue.' })
  date: string;

  @Field({ description: 'Local time at the venue, HH:MM.' })
  localStart: string;

  @Field({ description: 'Local time at the venue, HH:MM.' })
  localEnd: string;

  @Field(() => DateTimeScalar, { description: 'When it begins.' })
  startsAt: Date;

  @Field(() => DateTimeScalar, { description: 'When it has ended.' })
  endsAt: Date;
}

@ObjectType('SessionWithSlots', { description: 'A session and its slots.' })
export class SessionWithSlotsType extends SessionType {
  @Field(() => [SlotType], { description: 'In order of time.' })
  slots: SlotType[];
}

@ObjectType('ForumTable', { description: 'A place where one meeting at a time can be held.' })
export class ForumTableType {
  @Field(() => ID, { description: 'UUID.' })
  id: string;

  @Field(() => String, { nullable: true, description: 'Its sub-forum; null for all.' })
  subForumId: string | null;

  @Field({ description: 'Its label, of which a forum has no two alike.' })
  label: string;

  @Field(() => TablePlaceEnum, { description: 'In a room or online.' })
  place: TablePlace;

  @Field(() => String, { nullable: true, description: 'The room; null for an online table.' })
  room: string | null;

  @FieldAccess('participantOrForumStaff')
  @Field(() => String, {
    nullable: true,
    description: 'Address of an online table, for staff and members of approved companies; null for everybody else.',
  })
  link: string | null;

  @Field(() => Int, { description: 'Parties that a meeting here can have, 2 or 3.' })
  seats: number;
}

@ObjectType('ForumProgramme', { description: 'Where and when meetings can be held at a forum.' })
export class ForumProgrammeType {
  @Field(() => ForumType, { description: 'The forum.' })
  forum: ForumType;

  @Field(() => [SubForumType], { description: 'Its tracks, by name.' })
  subForums: SubForumType[];

  @Field(() => [SessionWithSlotsType], { description: 'Sessions in order of time.' })
  sessions: SessionWithSlotsType[];

  @Field(() => [ForumTableType], { description: 'Tables in order of label.' })
  tables: ForumTableType[];
}

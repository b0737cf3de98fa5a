import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type { MeetingOrigin, MeetingState } from '#domain';
import { connectionOf } from '../graphql/pagination.js';
import { MeetingOriginEnum, MeetingStateEnum } from './meeting.enums.js';

@ObjectType('MeetingParty', { description: 'A company that meets.' })
export class MeetingPartyType {
  @Field(() => ID, { description: 'The company.' })
  companyId: string;

  @Field({ description: 'Its English name.' })
  companyNameEn: string;

  @Field(() => String, { nullable: true, description: 'Its Chinese name.' })
  companyNameZh: string | null;

  @Field(() => ID, { nullable: true, description: 'The delegation that sits; null once the meeting is cancelled.' })
  delegationId: string | null;

  @Field(() => String, { nullable: true, description: 'Name of the delegation; null once the meeting is cancelled.' })
  delegationName: string | null;
}

@ObjectType('MeetingPlace', { description: 'Where a meeting is held: at a table in a room, or behind a link.' })
export class MeetingPlaceType {
  @Field(() => ID, { description: 'UUID of the table.' })
  id: string;

  @Field({ description: 'Label of the table.' })
  label: string;

  @Field(() => String, { nullable: true, description: 'The room; null when the meeting is online.' })
  room: string | null;

  @Field(() => String, { nullable: true, description: 'Where to join; null when the meeting is in a room.' })
  link: string | null;
}

@ObjectType('Meeting', { description: 'A published meeting of two or three companies, as its parties see it.' })
export class MeetingType {
  @Field(() => ID, { description: 'UUID.' })
  id: string;

  @Field(() => ID, { description: 'The forum.' })
  forumId: string;

  @Field(() => ID, { nullable: true, description: 'What the companies agreed on; null by standing consent.' })
  meetingRequestId: string | null;

  @Field(() => MeetingOriginEnum, { description: 'How it came to be.' })
  origin: MeetingOrigin;

  @Field(() => MeetingStateEnum, { description: 'What has become of it.' })
  state: MeetingState;

  @Field(() => String, { nullable: true, description: 'Why it was cancelled; null when that is kept private.' })
  cancelReason: string | null;

  @Field({ description: 'UID of its iCalendar entry; stays the same however often it moves.' })
  uid: string;

  @Field(() => Int, { description: 'SEQUENCE of its iCalendar entry: how often it was changed.' })
  sequence: number;

  @Field(() => ID, { description: 'The slot.' })
  slotId: string;

  @Field(() => MeetingPlaceType, { name: 'place', description: 'Table and room, or link.' })
  table: MeetingPlaceType;

  @Field(() => [MeetingPartyType], { description: 'Who meets.' })
  parties: MeetingPartyType[];

  @Field(() => Int, { description: 'Counts changes; send it as `expectedVersion`.' })
  version: number;
}

export const MeetingConnection = connectionOf(MeetingType, 'Meeting');

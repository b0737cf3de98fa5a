import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type { ParticipationState } from '#domain';
import { connectionOf } from '../graphql/pagination.js';
import { DateTimeScalar } from '../graphql/scalars.js';
import { ParticipationStateEnum } from './forum.enums.js';

@ObjectType('Presence', { description: 'A stretch of time, half-open: the end no longer belongs to it.' })
export class PresenceType {
  @Field(() => DateTimeScalar, { description: 'When it begins.' })
  startsAt: Date | string;

  @Field(() => DateTimeScalar, { description: 'When it has ended.' })
  endsAt: Date | string;
}

@ObjectType('Delegation', { description: 'The unit of a company that sits in meetings, in one place at a time.' })
export class DelegationType {
  @Field(() => ID, { description: 'UUID.' })
  id: string;

  @Field({ description: 'Its name.' })
  name: string;

  @Field(() => [String], { description: 'Roles of its people.' })
  people: string[];

  @Field(() => [String], { description: 'BCP 47.' })
  languages: string[];

  @Field(() => [String], { description: 'Ids of the sub-forums it takes part in; empty means all.' })
  subForumIds: string[];

  @Field(() => [PresenceType], { nullable: true, description: 'When it is there; null means all of the forum.' })
  availability: PresenceType[] | null;

  @Field(() => [PresenceType], { description: 'Times it keeps free.' })
  pauses: PresenceType[];

  @Field(() => Int, { nullable: true, description: 'Most meetings on one day; null means the forum’s.' })
  dailyMaximum: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Most meetings without a free slot between them; null without a limit.',
  })
  maxInARow: number | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was sent home; null while it takes part.' })
  archivedAt: Date | null;

  @Field(() => Int, { description: 'Send it as `expectedVersion` with the next change.' })
  version: number;
}

@ObjectType('Participation', { description: 'A company at a forum, as its own people and the forum’s staff see it.' })
export class ParticipationType {
  @Field(() => ID, { description: 'UUID.' })
  id: string;

  @Field(() => ParticipationStateEnum, { description: 'Where it stands.' })
  state: ParticipationState;

  @Field(() => String, { nullable: true, description: 'Why it was declined or withdrawn.' })
  reason: string | null;

  @Field(() => Int, { nullable: true, description: 'Most meetings at this forum; null without a limit.' })
  quota: number | null;

  @Field({ description: 'Whether others may book a slot with it without asking first.' })
  hasStandingConsent: boolean;

  @Field(() => DateTimeScalar, { description: 'When the company first applied.' })
  createdAt: Date;

  @Field(() => Int, { description: 'Send it as `expectedVersion` with the next change.' })
  version: number;
}

export const ParticipationConnection = connectionOf(ParticipationType, 'Participation');

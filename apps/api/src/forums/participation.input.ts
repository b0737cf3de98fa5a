import { ArgsType, Field, InputType, Int } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsDate,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import {
  delegationBounds,
  participationStates,
  programmeBounds,
  type DelegationInput as NewDelegation,
  type ParticipationState,
} from '#domain';
import { ForumPageArgs } from '../graphql/pagination.js';
import { DateTimeScalar, UuidScalar } from '../graphql/scalars.js';
import { ParticipationStateEnum } from './forum.enums.js';

const { perDay } = delegationBounds;

@InputType('ApplicationInput', { description: 'With which company one applies to which forum.' })
export class ApplicationInput {
  @Field(() => UuidScalar, { description: 'The forum.' })
  @IsUUID()
  forumId: string;

  @Field(() => UuidScalar, { description: 'The company, of which I am a member.' })
  @IsUUID()
  companyId: string;

  @Field({ defaultValue: false, description: 'Whether others may book a slot with it without asking first.' })
  @IsBoolean()
  hasStandingConsent: boolean = false;
}

@ArgsType()
export class ParticipationsArgs extends ForumPageArgs {
  @Field(() => ParticipationStateEnum, { nullable: true, description: 'Only those in this state.' })
  @IsOptional()
  @IsIn(participationStates)
  state?: ParticipationState | null;
}

@InputType('PresenceInput', { description: 'A stretch of time on days of the forum, half-open.' })
export class PresenceInput {
  @Field(() => DateTimeScalar, { description: 'When it begins.' })
  @IsDate()
  startsAt: Date;

  @Field(() => DateTimeScalar, { description: 'When it has ended, after startsAt.' })
  @IsDate()
  endsAt: Date;
}

@InputType('DelegationInput', { description: 'All that a company says of a delegation, changed or not.' })
export class DelegationInput implements NewDelegation {
  @Field({ description: `Its name, 1 to ${delegationBounds.nameLength} characters.` })
  @IsString()
  @Length(1, delegationBounds.nameLength)
  name: string;

  @Field(() => [String], {
    defaultValue: [],
    description: `Roles of at most ${delegationBounds.people} people, each 1 to ${delegationBounds.roleLength} characters.`,
  })
  @IsArray()
  @ArrayMaxSize(delegationBounds.people)
  @IsString({ each: true })
  @Length(1, delegationBounds.roleLength, { each: true })
  people: string[] = [];

  @Field(() => [String], { defaultValue: [], description: `BCP 47, at most ${delegationBounds.languages}.` })
  @IsArray()
  @ArrayMaxSize(delegationBounds.languages)
  @IsString({ each: true })
  languages: string[] = [];

  @Field(() => [UuidScalar], { defaultValue: [], description: 'Sub-forums it takes part in; empty means all.' })
  @IsArray()
  @ArrayMaxSize(programmeBounds.subForums)
  @IsUUID(undefined, { each: true })
  subForumIds: string[] = [];

  @Field(() => [PresenceInput], {
    nullable: true,
    defaultValue: null,
    description: `When it is there, 1 to ${delegationBounds.intervals} intervals; null means all of the forum.`,
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(delegationBounds.intervals)
  @ValidateNested({ each: true })
  @Type(() => PresenceInput)
  availability: PresenceInput[] | null = null;

  @Field(() => [PresenceInput], {
    defaultValue: [],
    description: `Times it keeps free, at most ${delegationBounds.intervals} intervals.`,
  })
  @IsArray()
  @ArrayMaxSize(delegationBounds.intervals)
  @ValidateNested({ each: true })
  @Type(() => PresenceInput)
  pauses: PresenceInput[] = [];

  @Field(() => Int, {
    nullable: true,
    defaultValue: null,
    description: `Most meetings on one day, ${perDay.min} to ${perDay.max}; null means the forum’s.`,
  })
  @IsOptional()
  @IsInt()
  @Min(perDay.min)
  @Max(perDay.max)
  dailyMaximum: number | null = null;

  @Field(() => Int, {
    nullable: true,
    defaultValue: null,
    description: `Most meetings without a free slot between them, ${perDay.min} to ${perDay.max}; null without a limit.`,
  })
  @IsOptional()
  @IsInt()
  @Min(perDay.min)
  @Max(perDay.max)
  maxInARow: number | null = null;
}

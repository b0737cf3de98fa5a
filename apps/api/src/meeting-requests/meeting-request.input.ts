import { ArgsType, Field, InputType, Int } from '@nestjs/graphql';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsEnum,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Max,
  MaxLength,
  Min,
  ValidateIf,
} from 'class-validator';
import { messageLength, requestReasonLength, type MeetingRequestState } from '#domain';
import { ForumPageArgs } from '../graphql/pagination.js';
import { UuidScalar } from '../graphql/scalars.js';
import { MeetingRequestStateEnum } from './meeting-request.type.js';

const message = `at most ${messageLength.max} characters`;

@InputType({ description: 'A meeting that a company proposes to one or two others.' })
export class ProposeMeetingInput {
  @Field(() => UuidScalar, { description: 'The forum.' })
  @IsUUID()
  forumId: string;

  @Field(() => UuidScalar, { description: 'One of my companies: the proposer.' })
  @IsUUID()
  companyId: string;

  @Field(() => [UuidScalar], { description: 'One or two others; three companies are usually one of each side.' })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(2)
  @IsUUID(undefined, { each: true })
  otherCompanyIds: string[];

  @Field(() => UuidScalar, { nullable: true, description: 'To be held within this sub-forum; left out: in any.' })
  @IsOptional()
  @IsUUID()
  subForumId?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'True: online; false: in a room; left out: whatever is free.' })
  @IsOptional()
  @IsBoolean()
  isOnline?: boolean | null;

  @Field({ defaultValue: '', description: `What to write to the others, ${message}.` })
  @IsString()
  @MaxLength(messageLength.max)
  message: string = '';

  @Field({ description: 'The same key sent again answers with the first request; 8 to 200 characters.' })
  @IsString()
  @Length(8, 200)
  idempotencyKey: string;
}

@InputType({ description: 'Which meeting request, and for which of its companies.' })
export class ActOnMeetingRequestInput {
  @Field(() => UuidScalar, { description: 'The meeting request.' })
  @IsUUID()
  meetingRequestId: string;

  @Field(() => UuidScalar, { description: 'One of my companies, a party of it.' })
  @IsUUID()
  companyId: string;

  @Field(() => Int, { description: 'The version that was read, from 1.' })
  @IsInt()
  @Min(1)
  expectedVersion: number;
}

@InputType({ description: 'Going out of a meeting request.' })
export class GoFromMeetingRequestInput extends ActOnMeetingRequestInput {
  @Field(() => String, {
    nullable: true,
    description: `Why, for the other parties, 1 to ${requestReasonLength.max} characters; left out: private.`,
  })
  @IsOptional()
  @IsString()
  @Length(1, requestReasonLength.max)
  reason?: string | null;
}

@InputType({ description: 'New terms of a meeting request; what is left out stays.' })
export class ChangeMeetingRequestInput extends ActOnMeetingRequestInput {
  @Field(() => UuidScalar, { nullable: true, description: 'To be held within this sub-forum; null: in any.' })
  @IsOptional()
  @IsUUID()
  subForumId?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'True: online; false: in a room; null: whatever is free.' })
  @IsOptional()
  @IsBoolean()
  isOnline?: boolean | null;

  @Field(() => String, { nullable: true, description: `What to write to the others, ${message}; not null.` })
  @ValidateIf((input: ChangeMeetingRequestInput) => input.message !== undefined)
  @IsString()
  @MaxLength(messageLength.max)
  message?: string;
}

@InputType({ description: 'Who takes the place of the company that has gone.' })
export class ChooseSubstituteInput extends ActOnMeetingRequestInput {
  @Field(() => UuidScalar, { description: 'A company that was not asked yet.' })
  @IsUUID()
  substituteCompanyId: string;
}

@ArgsType()
export class MeetingRequestsArgs extends ForumPageArgs {
  @Field(() => UuidScalar, {
    nullable: true,
    description: 'Only those of this company; left out: of all my companies or, for staff, of the whole forum.',
  })
  @IsOptional()
  @IsUUID()
  companyId?: string | null;

  @Field(() => [MeetingRequestStateEnum], {
    nullable: true,
    description: 'Only those in these states; left out: in any.',
  })
  @IsOptional()
  @IsArray()
  @IsEnum(MeetingRequestStateEnum, { each: true })
  states?: MeetingRequestState[] | null;
}

@ArgsType()
export class SubstitutesArgs {
  @Field(() => UuidScalar, { description: 'The incomplete meeting request.' })
  @IsUUID()
  meetingRequestId: string;

  @Field(() => Int, { defaultValue: 10, description: 'How many at most, 1 to 50.' })
  @IsInt()
  @Min(1)
  @Max(50)
  first: number = 10;
}

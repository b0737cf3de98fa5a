import { Field, InputType, Int } from '@nestjs/graphql';
import { IsBoolean, IsInt, IsOptional, IsString, IsUUID, Length, Min } from 'class-validator';
import { reasonLength, type BookMeeting, type CancelMeeting, type MoveMeeting } from '#domain';
import { UuidScalar } from '../graphql/scalars.js';

@InputType({ description: 'A booking of a slot for two companies.' })
export class BookMeetingInput implements BookMeeting {
  @Field(() => UuidScalar, { description: 'The forum.' })
  @IsUUID()
  forumId: string;

  @Field(() => UuidScalar, { description: 'Your company.' })
  @IsUUID()
  companyId: string;

  @Field(() => UuidScalar, { description: 'The company to meet.' })
  @IsUUID()
  otherCompanyId: string;

  @Field(() => UuidScalar, { description: 'One of `commonFreeSlots`.' })
  @IsUUID()
  slotId: string;

  @Field(() => UuidScalar, { nullable: true, description: 'A certain table; otherwise the service chooses.' })
  @IsOptional()
  @IsUUID()
  tableId?: string | null;

  @Field(() => UuidScalar, { nullable: true, description: 'Who sits for you; otherwise the service chooses.' })
  @IsOptional()
  @IsUUID()
  delegationId?: string | null;

  @Field({ description: 'Chosen by you, 8 to 200 characters: the same request sent twice books once.' })
  @IsString()
  @Length(8, 200)
  idempotencyKey: string;
}

@InputType({ description: 'Another slot or table for a planned meeting.' })
export class MoveMeetingInput implements MoveMeeting {
  @Field(() => UuidScalar, { description: 'The meeting.' })
  @IsUUID()
  meetingId: string;

  @Field(() => UuidScalar, { description: 'The slot to move to.' })
  @IsUUID()
  slotId: string;

  @Field(() => UuidScalar, { nullable: true, description: 'A certain table; otherwise the service chooses.' })
  @IsOptional()
  @IsUUID()
  tableId?: string | null;

  @Field(() => Int, { description: 'The version of the meeting that you have read.' })
  @IsInt()
  @Min(1)
  expectedVersion: number;

  @Field({ description: `Why, for the others; ${reasonLength.min} to ${reasonLength.max} characters.` })
  @IsString()
  @Length(reasonLength.min, reasonLength.max)
  reason: string;
}

@InputType({ description: 'The end of a planned meeting.' })
export class CancelMeetingInput implements Omit<CancelMeeting, 'reason'> {
  @Field(() => UuidScalar, { description: 'The meeting.' })
  @IsUUID()
  meetingId: string;

  @Field(() => Int, { description: 'The version of the meeting that you have read.' })
  @IsInt()
  @Min(1)
  expectedVersion: number;

  @Field(() => String, {
    nullable: true,
    description: `Why, for the others; ${reasonLength.min} to ${reasonLength.max} characters. Left out: kept private.`,
  })
  @IsOptional()
  @IsString()
  @Length(reasonLength.min, reasonLength.max)
  reason?: string | null;

  @Field({
    description:
      'True: the companies will not meet, and their meeting request is withdrawn. False: it is agreed again, to be placed anew.',
  })
  @IsBoolean()
  isOver: boolean;
}

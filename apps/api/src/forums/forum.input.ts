import { Field, InputType, Int } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsDate,
  IsEmail,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  Length,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { forumBounds, programmeBounds, type BookingRules, type ForumDetails, type ForumTemplate } from '#domain';
import { DateScalar, DateTimeScalar } from '../graphql/scalars.js';
import { FitWeightsType, ScoreWeightsType } from './forum.type.js';
import { SessionInput, SubForumInput, TableInput } from './programme.input.js';

const { requestExpiryHours, dailyMaximum } = forumBounds;

@InputType('BookingRulesInput', { description: 'When slots can be booked, and the limits of requests and days.' })
export class BookingRulesInput implements BookingRules {
  @Field(() => DateTimeScalar, { description: 'From when on slots can be booked.' })
  @IsDate()
  opensAt: Date;

  @Field(() => DateTimeScalar, { description: 'Until when slots can be booked, after opensAt.' })
  @IsDate()
  closesAt: Date;

  @Field(() => Int, {
    description: `Hours that a meeting request waits for its answers, ${requestExpiryHours.min} to ${requestExpiryHours.max}.`,
  })
  @IsInt()
  @Min(requestExpiryHours.min)
  @Max(requestExpiryHours.max)
  requestExpiryHours: number;

  @Field(() => Int, {
    description: `Most meetings of a delegation on one day, ${dailyMaximum.min} to ${dailyMaximum.max}.`,
  })
  @IsInt()
  @Min(dailyMaximum.min)
  @Max(dailyMaximum.max)
  dailyMaximum: number;
}

@InputType('ForumDetailsInput', { description: 'What an organizer says of a forum, apart from its programme.' })
export class ForumDetailsInput implements ForumDetails {
  @Field({ description: `Name in English, 1 to ${forumBounds.nameLength} characters.` })
  @IsString()
  @Length(1, forumBounds.nameLength)
  nameEn: string;

  @Field(() => String, { nullable: true, description: `Name in Chinese, 1 to ${forumBounds.nameLength} characters.` })
  @IsOptional()
  @IsString()
  @Length(1, forumBounds.nameLength)
  nameZh?: string | null;

  @Field({ description: `What it is about, 1 to ${forumBounds.themeLength} characters.` })
  @IsString()
  @Length(1, forumBounds.themeLength)
  theme: string;

  @Field({ description: `Where it takes place, 1 to ${forumBounds.placeLength} characters.` })
  @IsString()
  @Length(1, forumBounds.placeLength)
  place: string;

  @Field(() => String, {
    nullable: true,
    description: `What visitors must know about its content, in English, 1 to ${forumBounds.bannerLength} characters.`,
  })
  @IsOptional()
  @IsString()
  @Length(1, forumBounds.bannerLength)
  bannerEn?: string | null;

  @Field(() => String, {
    nullable: true,
    description: `What visitors must know about its content, in Chinese, 1 to ${forumBounds.bannerLength} characters.`,
  })
  @IsOptional()
  @IsString()
  @Length(1, forumBounds.bannerLength)
  bannerZh?: string | null;

  @Field(() => BookingRulesInput, { description: 'When slots can be booked, and limits.' })
  @IsObject()
  @ValidateNested()
  @Type(() => BookingRulesInput)
  bookingRules: BookingRulesInput;
}

@InputType('ForumTemplateInput', { description: 'A whole forum: its details and its programme.' })
export class ForumTemplateInput extends ForumDetailsInput implements ForumTemplate {
  @Field({ description: 'IANA time zone of the venue, such as Asia/Shanghai.' })
  @IsString()
  @MaxLength(100)
  timeZone: string;

  @Field(() => [DateScalar], { description: `1 to ${programmeBounds.days} local dates, ascending.` })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(programmeBounds.days)
  @IsString({ each: true })
  days: string[];

  @Field(() => [SubForumInput], { defaultValue: [], description: `At most ${programmeBounds.subForums} tracks.` })
  @IsArray()
  @ArrayMaxSize(programmeBounds.subForums)
  @ValidateNested({ each: true })
  @Type(() => SubForumInput)
  subForums: SubForumInput[] = [];

  @Field(() => [SessionInput], {
    defaultValue: [],
    description: `At most ${programmeBounds.sessionPatterns} sessions, which make at most ${programmeBounds.slots} slots.`,
  })
  @IsArray()
  @ArrayMaxSize(programmeBounds.sessionPatterns)
  @ValidateNested({ each: true })
  @Type(() => SessionInput)
  sessions: SessionInput[] = [];

  @Field(() => [TableInput], { defaultValue: [], description: `At most ${programmeBounds.tables} tables in all.` })
  @IsArray()
  @ArrayMaxSize(programmeBounds.tables)
  @ValidateNested({ each: true })
  @Type(() => TableInput)
  tables: TableInput[] = [];

  @Field(() => String, {
    nullable: true,
    description: 'E-mail of who organizes it, for administrators alone; the one who asks when left out.',
  })
  @IsOptional()
  @IsEmail()
  @MaxLength(254)
  organizerEmail?: string | null;
}

@InputType('WeightsInput', { description: 'What the parts of a score and of a fit count.' })
export class WeightsInput {
  @Field(() => ScoreWeightsType, { description: 'Parts of a pair score.' })
  @IsObject()
  @ValidateNested()
  @Type(() => ScoreWeightsType)
  score: ScoreWeightsType;

  @Field(() => FitWeightsType, { description: 'Parts of a fit.' })
  @IsObject()
  @ValidateNested()
  @Type(() => FitWeightsType)
  fit: FitWeightsType;
}

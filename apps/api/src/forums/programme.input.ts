import { Field, InputType, Int } from '@nestjs/graphql';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import {
  programmeBounds,
  tablePlaces,
  type SessionTemplate,
  type SubForumTemplate,
  type TablePlace,
  type TableTemplate,
} from '#domain';
import { DateScalar } from '../graphql/scalars.js';
import { TablePlaceEnum } from './forum.enums.js';

const { slotMinutes, breakMinutes } = programmeBounds;
const localTime = /^([01]\d|2[0-3]):[0-5]\d$/;

@InputType('SubForumInput', { description: 'A track of the forum.' })
export class SubForumInput implements SubForumTemplate {
  @Field({
    description: `How sessions and tables of this template name it, 1 to ${programmeBounds.keyLength} characters.`,
  })
  @IsString()
  @Length(1, programmeBounds.keyLength)
  key: string;

  @Field({ description: `Name in English, 1 to ${programmeBounds.nameLength} characters.` })
  @IsString()
  @Length(1, programmeBounds.nameLength)
  nameEn: string;

  @Field(() => String, {
    nullable: true,
    description: `Name in Chinese, 1 to ${programmeBounds.nameLength} characters.`,
  })
  @IsOptional()
  @IsString()
  @Length(1, programmeBounds.nameLength)
  nameZh?: string | null;

  @Field({ description: `What it is about, 1 to ${programmeBounds.themeLength} characters.` })
  @IsString()
  @Length(1, programmeBounds.themeLength)
  theme: string;
}

@InputType({ isAbstract: true })
abstract class SessionTimes {
  @Field({ description: `Name, 1 to ${programmeBounds.nameLength} characters.` })
  @IsString()
  @Length(1, programmeBounds.nameLength)
  name: string;

  @Field({ description: 'Local time at the venue at which the first slot begins, HH:MM.' })
  @Matches(localTime, { message: 'must be a time from 00:00 to 23:59' })
  from: string;

  @Field({ description: 'Local time on the same day at which the last slot has ended, HH:MM.' })
  @Matches(localTime, { message: 'must be a time from 00:00 to 23:59' })
  to: string;

  @Field(() => Int, { description: `Length of a slot in minutes, ${slotMinutes.min} to ${slotMinutes.max}.` })
  @IsInt()
  @Min(slotMinutes.min)
  @Max(slotMinutes.max)
  slotMinutes: number;

  @Field(() => Int, { description: `Minutes between two slots, ${breakMinutes.min} to ${breakMinutes.max}.` })
  @IsInt()
  @Min(breakMinutes.min)
  @Max(breakMinutes.max)
  breakMinutes: number;
}

@InputType('SessionInput', { description: 'A stretch of time that repeats on days of the forum.' })
export class SessionInput extends SessionTimes implements SessionTemplate {
  @Field(() => [DateScalar], { nullable: true, description: 'Days of the forum; all of them when left out.' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(programmeBounds.days)
  @IsString({ each: true })
  days?: string[] | null;

  @Field(() => String, { nullable: true, description: 'Key of its sub-forum; left out for all.' })
  @IsOptional()
  @IsString()
  @MaxLength(programmeBounds.keyLength)
  subForumKey?: string | null;
}

@InputType('NewSessionInput', { description: 'A session on one day.' })
export class NewSessionInput extends SessionTimes {
  @Field(() => DateScalar, { description: 'A day of the forum.' })
  @IsString()
  date: string;

  @Field(() => String, { nullable: true, description: 'Its sub-forum; left out for all.' })
  @IsOptional()
  @IsString()
  @MaxLength(programmeBounds.keyLength)
  subForumId?: string | null;
}

@InputType({ isAbstract: true })
abstract class TablePlacing {
  @Field({ description: `Label, 1 to ${programmeBounds.labelLength} characters; no two tables have the same.` })
  @IsString()
  @Length(1, programmeBounds.labelLength)
  label: string;

  @Field(() => TablePlaceEnum, { description: 'In a room or online.' })
  @IsIn(tablePlaces)
  place: TablePlace;

  @Field(() => String, {
    nullable: true,
    description: `The room, 1 to ${programmeBounds.nameLength} characters; for a table in a room.`,
  })
  @IsOptional()
  @IsString()
  @MaxLength(programmeBounds.nameLength)
  room?: string | null;

  @Field(() => String, {
    nullable: true,
    description: `An https address of at most ${programmeBounds.linkLength} characters; for an online table.`,
  })
  @IsOptional()
  @IsString()
  @MaxLength(programmeBounds.linkLength)
  link?: string | null;

  @Field(() => Int, { description: 'Parties that a meeting here can have, 2 or 3.' })
  @IsInt()
  @Min(2)
  @Max(3)
  seats: number;
}

@InputType('TableInput', { description: 'A table, or a number of equal ones.' })
export class TableInput extends TablePlacing implements TableTemplate {
  @Field(() => Int, {
    nullable: true,
    description: `Makes so many, 1 to ${programmeBounds.tables}, with numbers after the label: A1, A2. A later group with the same label counts on. One table labelled exactly so when left out.`,
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(programmeBounds.tables)
  count?: number | null;

  @Field(() => String, { nullable: true, description: 'Key of its sub-forum; left out for all.' })
  @IsOptional()
  @IsString()
  @MaxLength(programmeBounds.keyLength)
  subForumKey?: string | null;
}

@InputType('NewTableInput', { description: 'One table.' })
export class NewTableInput extends TablePlacing {
  @Field(() => String, { nullable: true, description: 'Its sub-forum; left out for all.' })
  @IsOptional()
  @IsString()
  @MaxLength(programmeBounds.keyLength)
  subForumId?: string | null;
}

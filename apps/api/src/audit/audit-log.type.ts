import { ArgsType, Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsDate,
  IsOptional,
  IsString,
  IsUUID,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { maxActionLength, maxActions, type AuditFilter } from '#domain';
import { connectionOf, PageArgs } from '../graphql/pagination.js';
import { DateTimeScalar, UuidScalar } from '../graphql/scalars.js';

@InputType('AuditFilter', { description: 'Which entries: all that is given must hold.' })
export class AuditFilterInput implements AuditFilter {
  @Field(() => UuidScalar, { nullable: true, description: 'Acts of this account.' })
  @IsOptional()
  @IsUUID()
  accountId: string | null = null;

  @Field(() => [String], {
    defaultValue: [],
    description: `Acts such as \`meeting.moved\`, or subjects such as \`meeting\` for all acts on one; any will do, at most ${maxActions}; none means all.`,
  })
  @IsArray()
  @ArrayMaxSize(maxActions)
  @IsString({ each: true })
  @MaxLength(maxActionLength, { each: true })
  actions: string[] = [];

  @Field(() => UuidScalar, { nullable: true, description: 'Acts on this: a meeting, a company, an account …' })
  @IsOptional()
  @IsUUID()
  subjectId: string | null = null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'From this instant on.' })
  @IsOptional()
  @IsDate()
  since: Date | null = null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Before this instant.' })
  @IsOptional()
  @IsDate()
  until: Date | null = null;
}

@ArgsType()
export class AuditLogArgs extends PageArgs {
  @Field(() => UuidScalar, {
    nullable: true,
    description: 'A forum that I organize. Left out: the whole installation, for administrators.',
  })
  @IsOptional()
  @IsUUID()
  forumId?: string | null;

  @Field(() => AuditFilterInput, { defaultValue: {} as AuditFilterInput, description: 'Which entries.' })
  @ValidateNested()
  @Type(() => AuditFilterInput)
  filter: AuditFilterInput;
}

@ObjectType('AuditValue', { description: 'A field that an act set or changed.' })
export class AuditValueType {
  @Field({ description: 'The field.' })
  field: string;

  @Field(() => String, { nullable: true, description: 'What it was, as JSON; null when that is not told.' })
  before: string | null;

  @Field(() => String, { nullable: true, description: 'What it became, as JSON; null when that is not told.' })
  after: string | null;
}

@ObjectType('AuditSeal', { description: 'What chains an entry to all before it.' })
export class AuditSealType {
  @Field(() => Int, { description: 'From 1, without gaps.' })
  position: number;

  @Field({ description: 'SHA-256 in hex of the entry and of the hash before it.' })
  hash: string;
}

@ObjectType('AuditEntry', { description: 'One act: who, what, when. Nobody changes it afterwards.' })
export class AuditEntryType {
  @Field(() => ID, { description: 'Grows with time.' })
  id: string;

  @Field(() => DateTimeScalar, { description: 'When.' })
  at: Date;

  @Field(() => ID, {
    nullable: true,
    description: 'Whose account; null when the service acted, such as for an expiry.',
  })
  accountId: string | null;

  @Field(() => String, { nullable: true, description: 'The name to show of that account, as it is now.' })
  accountName: string | null;

  @Field({ description: '`<subject>.<what happened>`, such as `schedule-draft.approved`.' })
  action: string;

  @Field(() => ID, { nullable: true, description: 'The forum that it belongs to.' })
  forumId: string | null;

  @Field({ description: 'What kind of thing it was about.' })
  subjectType: string;

  @Field(() => ID, { description: 'Which one.' })
  subjectId: string;

  @Field({
    description: 'Whether it held personal values that nobody can read any more, since that person was erased.',
  })
  isErased: boolean;

  @Field(() => AuditSealType, { nullable: true, description: 'Its seal; null for the seconds before it is sealed.' })
  seal: AuditSealType | null;

  @Field(() => String, { nullable: true, description: 'The request that caused it, as in the log files.' })
  requestId: string | null;
}

export const AuditEntryConnection = connectionOf(AuditEntryType, 'AuditEntry');

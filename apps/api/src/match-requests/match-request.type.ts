import { ArgsType, Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import {
  ArrayMaxSize,
  IsArray,
  IsInt,
  IsNumber,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { Type } from 'class-transformer';
import { indexRange, wantedCountRange } from '#domain';
import { connectionOf, PageArgs } from '../graphql/pagination.js';
import { DateTimeScalar } from '../graphql/scalars.js';

export enum MatchRequestStateEnum {
  QUEUED = 'queued',
  RUNNING = 'running',
  DONE = 'done',
  FAILED = 'failed',
}
registerEnumType(MatchRequestStateEnum, {
  name: 'MatchRequestState',
  description: 'Where a match request stands.',
  valuesMap: {
    QUEUED: { description: 'Waits for a worker.' },
    RUNNING: { description: 'Is being computed.' },
    DONE: { description: 'The triples are there.' },
    FAILED: { description: 'Could not be computed; ask again.' },
  },
});

const codeList = (description: string): PropertyDecorator & MethodDecorator =>
  Field(() => [String], { defaultValue: [], description });

@ObjectType('MatchFilters', { description: 'What the asking company wanted to see. Filters never change a score.' })
@InputType('MatchFiltersInput', { description: 'What the asking company wants to see. Filters never change a score.' })
export class MatchFiltersType {
  @codeList('The developing member is at home in one of these countries or regions (ISO 3166-1 alpha-2).')
  @IsArray()
  @ArrayMaxSize(250)
  @IsString({ each: true })
  hostCountries: string[] = [];

  @codeList('Each member has one of these sectors or an adjacent one.')
  @IsArray()
  @ArrayMaxSize(40)
  @IsString({ each: true })
  sectors: string[] = [];

  @codeList('Needs of the asking company that a partner must cover with an effective supply of at least 0.30.')
  @IsArray()
  @ArrayMaxSize(67)
  @IsString({ each: true })
  needsCovered: string[] = [];

  @Field(() => [ID], { defaultValue: [], description: 'Companies that must not appear.' })
  @IsArray()
  @ArrayMaxSize(250)
  @IsUUID(undefined, { each: true })
  excludedCompanyIds: string[] = [];

  @Field(() => Float, { nullable: true, description: `Least 1+1+1 index, ${indexRange.min} to ${indexRange.max}.` })
  @IsOptional()
  @IsNumber()
  @Min(indexRange.min)
  @Max(indexRange.max)
  minimumIndex: number | null = null;
}

@InputType({ description: 'A question for partners.' })
export class RequestMatchesInput {
  @Field(() => ID, { description: 'The asking company.' })
  @IsUUID()
  companyId: string;

  @Field(() => ID, {
    nullable: true,
    description:
      'Among the approved participants of this forum, by its weights; left out: the whole directory, by default weights.',
  })
  @IsOptional()
  @IsUUID()
  forumId: string | null = null;

  @Field(() => Int, {
    defaultValue: 20,
    description: `How many triples at most, ${wantedCountRange.min} to ${wantedCountRange.max}.`,
  })
  @IsInt()
  @Min(wantedCountRange.min)
  @Max(wantedCountRange.max)
  count: number = 20;

  @Field(() => Int, {
    nullable: true,
    description:
      'In how many triples of the list another company may appear, 1 to `count`, picked from the exact ranking; left out: in any number.',
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  maxAppearances?: number | null;

  @Field(() => MatchFiltersType, { nullable: true, description: 'Filters; left out: none.' })
  @IsOptional()
  @ValidateNested()
  @Type(() => MatchFiltersType)
  filters?: MatchFiltersType | null;

  @Field({ description: 'The same key sent again answers with the first request; 8 to 200 characters.' })
  @IsString()
  @Length(8, 200)
  idempotencyKey: string;
}

@ObjectType('Diversity', {
  description: 'A limit on how often a company appears. It was applied after the exact ranking: ranks have gaps.',
})
export class DiversityType {
  @Field(() => Int, { description: 'In how many triples of the list a company other than the asking one may appear.' })
  maxAppearances: number;

  @Field(() => Int, { nullable: true, description: 'How many of the best triples were looked at; null until done.' })
  rankedCount: number | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether the list is as long as was asked for, or as it can be; false when more might be found further down the ranking; null until done.',
  })
  isComplete: boolean | null;
}

@ObjectType('MatchRequest', { description: 'A company’s question for its best triples, and the answer.' })
export class MatchRequestType {
  @Field(() => ID, { description: 'UUID.' })
  id: string;

  @Field(() => ID, { description: 'The asking company.' })
  companyId: string;

  @Field(() => ID, { nullable: true, description: 'The forum; null for the whole directory.' })
  forumId: string | null;

  @Field(() => Int, { description: 'How many triples were asked for.' })
  wantedCount: number;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether an index stood ready. Answered before it was ready, the list is the same and took longer; null until done.',
  })
  isIndexed: boolean | null;

  @Field(() => MatchFiltersType, { description: 'The filters.' })
  filters: MatchFiltersType;

  @Field(() => MatchRequestStateEnum, { description: 'Where it stands.' })
  state: string;

  @Field(() => Float, { description: 'Share of the work done, 0 to 1.' })
  progress: number;

  @Field(() => Float, {
    nullable: true,
    description:
      'How many triples of the company there are after the filters on pools, also those that are never suggested, whatever the reason; null until done.',
  })
  possibleCount: number | null;

  @Field(() => DateTimeScalar, { description: 'When it was asked.' })
  createdAt: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was answered or given up.' })
  finishedAt: Date | null;
}

export const MatchRequestConnection = connectionOf(MatchRequestType, 'MatchRequest');

@ArgsType()
export class MatchRequestsArgs extends PageArgs {
  @Field(() => ID, { description: 'The company.' })
  @IsUUID()
  companyId: string;
}

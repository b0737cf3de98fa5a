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

@ObjectType({ description: 'One member of a triple, as its profile stood when the triple was scored.' })
export class TripleMember {
  @Field(() => ID, { description: 'The company.' })
  companyId: string;

  @Field({ description: 'CHINA, DEVELOPED or DEVELOPING.' })
  side: string;

  @Field({ description: 'English name.' })
  nameEn: string;

  @Field(() => String, { nullable: true, description: 'Chinese name.' })
  nameZh: string | null;

  @Field({ description: 'Country or region, ISO 3166-1 alpha-2.' })
  country: string;

  @Field(() => Int, { description: 'Version of the profile that was scored.' })
  versionNumber: number;

  @Field(() => Float, { description: 'Its contribution: the Shapley share of the total coverage, 0 to 1.' })
  share: number;

  @Field({ description: 'Whether the profile has changed since.' })
  isOutdated: boolean;
}

@ObjectType('CoverageLine', { description: 'One need of a member, and who covers it.' })
export class CoverageLineType {
  @Field(() => ID, { description: 'The member with the need.' })
  companyId: string;

  @Field({ description: 'Capability code.' })
  capability: string;

  @Field(() => Float, { description: '0.30 useful, 0.60 important, 1.00 decisive.' })
  priority: number;

  @Field(() => ID, { nullable: true, description: 'The partner who supplies most; null when the need stays open.' })
  byCompanyId: string | null;

  @Field(() => Float, { description: 'Effective supply, 0 to 1; 0 when the need stays open.' })
  strength: number;
}

@ObjectType('FitFactors', { description: 'What two members have in common, each part from 0 to 1 before its weight.' })
export class FitFactorsType {
  @Field(() => Float, { description: 'Common markets.' })
  market: number;

  @Field(() => Float, { description: 'Common languages.' })
  language: number;

  @Field(() => Float, { description: 'A common cooperation mode.' })
  mode: number;

  @Field(() => Float, { description: 'Shared or adjacent sectors.' })
  sector: number;

  @Field(() => Float, { description: 'Similar size.' })
  size: number;

  @Field(() => Float, { description: 'A signed document between the countries.' })
  agreement: number;
}

@ObjectType('Triple', {
  description:
    'One Chinese, one developed-country and one developing-country company that complement each other, and why.',
})
export class TripleType {
  @Field(() => ID, { description: 'UUID.' })
  id: string;

  @Field(() => Int, { description: 'From 1; equal scores are told apart by company ids.' })
  rank: number;

  @Field(() => Float, { description: '0 to 100.' })
  score: number;

  @Field(() => Float, { description: 'Mean share of the members’ needs that are covered, 0 to 1.' })
  coverage: number;

  @Field(() => Float, { description: 'How evenly everybody gets and gives, 0 to 1.' })
  reciprocity: number;

  @Field(() => Float, { description: 'How well the pairs fit, 0 to 1.' })
  fit: number;

  @Field(() => Float, {
    nullable: true,
    description: 'The 1+1+1 index: 3 when the third adds nothing, at most 6; null when undefined.',
  })
  index: number | null;

  @Field(() => [CoverageLineType], { description: 'Every need of the three: by member, then by priority.' })
  lines: CoverageLineType[];

  @Field(() => [FitFactorsType], {
    description: 'Fit of the pairs China–developed, China–developing, developed–developing.',
  })
  fitFactors: FitFactorsType[];
}

export const TripleConnection = connectionOf(TripleType, 'Triple');

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

  @Field(() => MatchFiltersType, { description: 'The filters.' })
  filters: MatchFiltersType;

  @Field(() => MatchRequestStateEnum, { description: 'Where it stands.' })
  state: string;

  @Field(() => Float, { description: 'Share of the work done, 0 to 1.' })
  progress: number;

  @Field(() => Float, {
    nullable: true,
    description:
      'How many open triples of the company there are after the filters on pools, also those in which somebody would get or give nothing and which are never suggested; null until done.',
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

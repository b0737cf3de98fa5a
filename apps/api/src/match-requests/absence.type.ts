import { Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsString, IsUUID, Length } from 'class-validator';
import type { AbsenceRequestState, ScoreChange } from '#domain';
import type { TripleFilters } from '#matching';
import { DateTimeScalar } from '../graphql/scalars.js';
import { TripleReasonsType } from './triple.type.js';

export const AbsenceRequestStateEnum = {
  QUEUED: 'queued',
  RUNNING: 'running',
  DONE: 'done',
  NOT_AVAILABLE: 'not_available',
  FAILED: 'failed',
} as const;
registerEnumType(AbsenceRequestStateEnum, {
  name: 'AbsenceRequestState',
  description: 'Where the question stands.',
  valuesMap: {
    QUEUED: { description: 'Waits for a worker.' },
    RUNNING: { description: 'Is being computed.' },
    DONE: { description: 'The answer is there.' },
    NOT_AVAILABLE: {
      description:
        'There is no answer any more: since the question was asked, one of the three has left, or keeps the reason private. All reasons read the same.',
    },
    FAILED: { description: 'Could not be computed; ask again.' },
  },
});

export const ScoreChangeKindEnum = {
  OFFER: 'OFFER',
  MARKET: 'MARKET',
  LANGUAGE: 'LANGUAGE',
  MODE: 'MODE',
  SECTOR: 'SECTOR',
} as const;
registerEnumType(ScoreChangeKindEnum, {
  name: 'ScoreChangeKind',
  description: 'What a member would have to change.',
  valuesMap: {
    OFFER: { description: 'Offers the capability, at the strength `value`.' },
    MARKET: { description: 'Names the country as a market.' },
    LANGUAGE: { description: 'Works in the language, at the level `value`.' },
    MODE: { description: 'Looks for this form of cooperation.' },
    SECTOR: { description: 'Has the sector.' },
  },
});

export const MatchFilterNameEnum = {
  HOST_COUNTRIES: 'hostCountries',
  SECTORS: 'sectors',
  NEEDS_COVERED: 'needsCovered',
  EXCLUDED_COMPANIES: 'excludedCompanies',
  MINIMUM_INDEX: 'minimumIndex',
} as const satisfies Record<string, keyof TripleFilters>;
registerEnumType(MatchFilterNameEnum, {
  name: 'MatchFilterName',
  description: 'One of the filters of a match request.',
  valuesMap: {
    HOST_COUNTRIES: { description: '`hostCountries`.' },
    SECTORS: { description: '`sectors`.' },
    NEEDS_COVERED: { description: '`needsCovered`.' },
    EXCLUDED_COMPANIES: { description: '`excludedCompanyIds`.' },
    MINIMUM_INDEX: { description: '`minimumIndex`.' },
  },
});

@ObjectType('ScoreChange', { description: 'What one thing, changed alone, would make of the score.' })
export class ScoreChangeType {
  @Field(() => ID, { description: 'The member that would change.' })
  companyId: string;

  @Field(() => ScoreChangeKindEnum, { description: 'What it would change.' })
  kind: ScoreChange['kind'];

  @Field({ description: 'A capability, a country, a primary language subtag, a mode or a sector.' })
  code: string;

  @Field(() => Float, {
    nullable: true,
    description: 'The strength of an offer or the level of a language that is assumed, 0.01 to 1; else null.',
  })
  value: number | null;

  @Field(() => Float, { description: 'The score with this change alone, 0 to 100.' })
  score: number;

  @Field({ description: 'Whether that would reach the list.' })
  reachesList: boolean;
}

@ObjectType('Absence', {
  description:
    'The triple of the asking company and the two that it expected: how it scores, where it ranks, and what would have to change. By the companies and weights of the moment, like a new match request, and by the exact ranking: a limit on appearances is not applied.',
})
export class AbsenceType extends TripleReasonsType {
  @Field(() => Int, {
    nullable: true,
    description:
      'From 1, among all triples that pass the filters; null for a triple that is never listed: a filter drops it, or somebody would get or give nothing.',
  })
  rank: number | null;

  @Field(() => Float, { description: 'As `MatchRequest.possibleCount`.' })
  possibleCount: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Score of the last triple of the list; null when the list has fewer than were asked for.',
  })
  scoreToReach: number | null;

  @Field(() => [MatchFilterNameEnum], { description: 'Which filters of the match request leave the triple out.' })
  droppedBy: (keyof TripleFilters)[];

  @Field(() => [ScoreChangeType], { description: 'The changes that raise the score most, best first, at most 10.' })
  changes: ScoreChangeType[];
}

@ObjectType('AbsenceRequest', { description: 'The question why two companies are not in the list of a match request.' })
export class AbsenceRequestType {
  @Field(() => ID, { description: 'UUID.' })
  id: string;

  @Field(() => ID, { description: 'The match request whose list they were missed in.' })
  matchRequestId: string;

  @Field(() => [ID], { description: 'The two companies that were expected.' })
  expectedCompanyIds: string[];

  @Field(() => AbsenceRequestStateEnum, { description: 'Where it stands.' })
  state: AbsenceRequestState;

  @Field(() => Float, { description: 'Share of the work done, 0 to 1.' })
  progress: number;

  @Field(() => DateTimeScalar, { description: 'When it was asked.' })
  createdAt: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was answered or given up.' })
  finishedAt: Date | null;
}

@InputType({ description: 'Two companies that were expected in the list of a match request.' })
export class ExplainAbsenceInput {
  @Field(() => ID, { description: 'A match request of one of my companies, done.' })
  @IsUUID()
  matchRequestId: string;

  @Field(() => [ID], { description: 'The two companies, one of each other side, in any order.' })
  @IsArray()
  @ArrayMinSize(2)
  @ArrayMaxSize(2)
  @IsUUID(undefined, { each: true })
  companyIds: [string, string];

  @Field({ description: 'The same key sent again answers with the first question; 8 to 200 characters.' })
  @IsString()
  @Length(8, 200)
  idempotencyKey: string;
}

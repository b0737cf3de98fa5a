import { Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import type { ForumRankingState } from '#domain';
import { connectionOf } from '../graphql/pagination.js';
import { DateTimeScalar } from '../graphql/scalars.js';
import { TripleScoreType } from '../match-requests/triple.type.js';
import { ForumRankingStateEnum } from './forum-ranking.enums.js';

@ObjectType('ForumTriple', {
  description:
    'A triple that a forum-wide run found. It has no reasons: a company gets them by a match request of its own.',
})
export class ForumTripleType extends TripleScoreType {
  @Field(() => Int, { description: 'From 1; equal scores are told apart by company ids.' })
  rank: number;
}

export const ForumTripleConnection = connectionOf(ForumTripleType, 'ForumTriple');

@ObjectType('RankedCompany', { description: 'A company of a forum-wide run, and its best triples.' })
export class RankedCompanyType {
  @Field(() => ID, { description: 'The company.' })
  companyId: string;

  @Field(() => Float, {
    nullable: true,
    description: 'Score of its own best triple, 0 to 100; null when it stands in none.',
  })
  bestScore: number | null;

  @Field(() => Float, {
    description:
      'How many triples of the other two sides with it there are, also those that are closed or in which somebody would get or give nothing.',
  })
  possibleCount: number;
}

export const RankedCompanyConnection = connectionOf(RankedCompanyType, 'RankedCompany');

@ObjectType('ForumRanking', {
  description:
    'A forum-wide run: the best triples of every company of a forum, by the same weights. Seen by the forum’s staff alone.',
})
export class ForumRankingType {
  @Field(() => ID, { description: 'UUID.' })
  id: string;

  @Field(() => ID, { description: 'The forum.' })
  forumId: string;

  @Field(() => Int, { description: 'How many triples were asked for, of each company and of the whole forum.' })
  wantedCount: number;

  @Field(() => ForumRankingStateEnum, { description: 'Where it stands.' })
  state: ForumRankingState;

  @Field(() => Int, {
    description: 'How many companies it was asked about. One that leaves the forum before its turn gets no list.',
  })
  companyCount: number;

  @Field(() => DateTimeScalar, { description: 'When it was asked for.' })
  createdAt: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When a worker took it up.' })
  startedAt: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ended, in whichever way.' })
  finishedAt: Date | null;
}

export const ForumRankingConnection = connectionOf(ForumRankingType, 'ForumRanking');

@ObjectType('Standing', {
  description: 'How a score compares with what the companies of its forum can reach, by the latest forum-wide run.',
})
export class StandingType {
  @Field(() => Float, {
    description:
      'Share of the ranked companies whose own best triple scores lower, 0 to 1; a company that stands in no triple counts as lower than any.',
  })
  lowerShare: number;

  @Field(() => Int, { description: 'How many companies were ranked.' })
  companyCount: number;

  @Field(() => DateTimeScalar, { description: 'When the run was done.' })
  rankedAt: Date;

  @Field({
    description:
      'Name of the weights of the run. Where the triple was scored by others, the comparison is a rough one.',
  })
  weightsVersion: string;
}

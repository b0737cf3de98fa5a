import { Field, ID, ObjectType } from '@nestjs/graphql';
import type { Side } from '#matching';
import { RefusalType, WrongStateType } from '../graphql/refusal.types.js';
import { resultUnion } from '../graphql/result-union.js';
import { SideEnum } from '../taxonomy/side.enum.js';
import { ForumRankingType } from './forum-ranking.type.js';

@ObjectType('RankingInProgress', {
  implements: RefusalType,
  description: 'The forum has a forum-wide run that has not ended.',
})
export class RankingInProgressType extends RefusalType {
  @Field(() => ID, { description: 'That run: follow it, or cancel it.' })
  forumRankingId: string;
}

@ObjectType('SidesWithoutCompany', {
  implements: RefusalType,
  description: 'A triple has a company of each side, and no approved participant of some sides can be matched.',
})
export class SidesWithoutCompanyType extends RefusalType {
  @Field(() => [SideEnum], { description: 'Those sides.' })
  sides: Side[];
}

export const StartForumRankingResult = resultUnion({
  name: 'StartForumRankingResult',
  resultName: 'ForumRanking',
  result: ForumRankingType,
  refusals: [WrongStateType, RankingInProgressType, SidesWithoutCompanyType],
  description: 'The run, or why not.',
});

export const CancelForumRankingResult = resultUnion({
  name: 'CancelForumRankingResult',
  resultName: 'ForumRanking',
  result: ForumRankingType,
  refusals: [WrongStateType],
  description: 'The run, or why not.',
});

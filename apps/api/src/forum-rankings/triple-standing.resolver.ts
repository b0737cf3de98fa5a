import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { MatchRequest, type Standing, type Triple } from '#domain';
import { FieldAccess } from '../auth/field-access.decorator.js';
import type { ApiContext } from '../graphql/api-context.js';
import { TripleType } from '../match-requests/triple.type.js';
import { StandingType } from './forum-ranking.type.js';
import { StandingsLoader } from './standings.loader.js';

@Resolver(() => TripleType)
export class TripleStandingResolver {
  constructor(private readonly standings: StandingsLoader) {}

  @FieldAccess('asObject')
  @ResolveField(() => StandingType, {
    nullable: true,
    description:
      'Where its score stands among the best of all companies of the forum; null for a triple of the directory, and until a forum-wide run is done.',
  })
  async standing(
    @Parent() { matchRequestId, score }: Triple,
    @Context() context: ApiContext,
  ): Promise<Standing | null> {
    const request = await context.loaders.load(MatchRequest, matchRequestId);
    const forumId = request?.forumId ?? null;
    return forumId === null ? null : this.standings.load(context, { forumId, score });
  }
}

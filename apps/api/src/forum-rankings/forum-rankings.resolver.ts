import { Args, Context, Float, Mutation, Parent, Query, ResolveField, Resolver, Subscription } from '@nestjs/graphql';
import {
  ForumRankingRunsService,
  ForumRankingsService,
  type Actor,
  type ForumRanking,
  type ForumTriple,
  type RankedCompany,
  type Refusal,
} from '#domain';
import { Access } from '../auth/access.decorator.js';
import { FieldAccess } from '../auth/field-access.decorator.js';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { KeyScope } from '../auth/key-scope.decorator.js';
import type { ApiContext } from '../graphql/api-context.js';
import { decodeTimeCursor, ForumPageArgs, PageArgs, pageOf, timeCursorOf, type Page } from '../graphql/pagination.js';
import { UuidScalar } from '../graphql/scalars.js';
import { decodePlaceCursor, decodeRankCursor, placeCursorOf } from './forum-ranking.cursors.js';
import { StartForumRankingInput } from './forum-ranking.input.js';
import { CancelForumRankingResult, StartForumRankingResult } from './forum-ranking.result.js';
import {
  ForumRankingConnection,
  ForumRankingType,
  ForumTripleConnection,
  RankedCompanyConnection,
  RankedCompanyType,
} from './forum-ranking.type.js';
import { ForumRankingsLoader } from './forum-rankings.loader.js';

@Resolver(() => ForumRankingType)
export class ForumRankingsResolver {
  constructor(
    private readonly rankings: ForumRankingsService,
    private readonly runs: ForumRankingRunsService,
    private readonly loader: ForumRankingsLoader,
  ) {}

  @Access('forumOrganizer')
  @KeyScope('none')
  @Mutation(() => StartForumRankingResult as never, {
    description:
      'Finds the best triples of every company of a forum. Jobs do it: follow them with `forumRankingProgress`.',
  })
  startForumRanking(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The run.' }) input: StartForumRankingInput,
  ): Promise<ForumRankingType | Refusal> {
    return this.runs.start(actor, input);
  }

  @Access('forumOrganizer')
  @KeyScope('none')
  @Mutation(() => CancelForumRankingResult as never, {
    description: 'Calls a forum-wide run off; it leaves no lists, and its workers are free within about a second.',
  })
  cancelForumRanking(
    @CurrentActor() actor: Actor,
    @Args('id', { type: () => UuidScalar, description: 'The run.' }) id: string,
  ): Promise<ForumRankingType | Refusal> {
    return this.runs.cancel(actor, id, new Date());
  }

  @Access('forumStaff')
  @KeyScope('none')
  @Query(() => ForumRankingType, { description: 'A forum-wide run of a forum I am staff of.' })
  forumRanking(
    @CurrentActor() actor: Actor,
    @Args('id', { type: () => UuidScalar, description: 'The run.' }) id: string,
  ): Promise<ForumRankingType> {
    return this.rankings.find(actor, id);
  }

  @Access('forumStaff')
  @KeyScope('none')
  @Query(() => ForumRankingConnection, { description: 'The forum-wide runs of a forum I am staff of, newest first.' })
  async forumRankings(
    @CurrentActor() actor: Actor,
    @Args() { forumId, first, after }: ForumPageArgs,
  ): Promise<Page<ForumRankingType>> {
    const rankings = await this.rankings.list(actor, forumId, first + 1, decodeTimeCursor(after));
    return pageOf(rankings, first, timeCursorOf);
  }

  @Access('forumStaff')
  @KeyScope('none')
  @Subscription(() => ForumRankingType, {
    description: 'A forum-wide run as it is now, and after each change.',
    resolve: (ranking: ForumRankingType) => ranking,
  })
  forumRankingProgress(
    @CurrentActor() actor: Actor,
    @Args('id', { type: () => UuidScalar, description: 'The run.' }) id: string,
  ): Promise<AsyncIterableIterator<ForumRankingType>> {
    return this.rankings.watch(actor, id);
  }

  @FieldAccess('asObject')
  @ResolveField(() => Float, {
    description: 'Share of the companies ranked, 0 to 1. It falls back when a worker is lost and its part redone.',
  })
  progress(@Parent() ranking: ForumRanking, @Context() context: ApiContext): Promise<number> {
    return this.loader.progressOf(context, ranking);
  }

  @FieldAccess('asObject')
  @ResolveField(() => Boolean, {
    description:
      'Whether weights, participants or their approved profiles have changed since, so that another run could differ; false until it is done.',
  })
  isStale(@Parent() ranking: ForumRanking, @Context() context: ApiContext): Promise<boolean> {
    return this.loader.isStale(context, ranking);
  }

  @FieldAccess('asObject')
  @ResolveField(() => String, { description: 'Name of the weights that were used: the forum’s at the start.' })
  weightsVersion(@Parent() { weights }: ForumRanking): string {
    return weights.version;
  }

  @FieldAccess('asObject')
  @ResolveField(() => ForumTripleConnection, {
    description: 'The best triples of the whole forum, best first; empty until it is done.',
  })
  async triples(@Parent() ranking: ForumRanking, @Args() { first, after }: PageArgs): Promise<Page<ForumTriple>> {
    const triples = await this.rankings.listTriples(ranking, first + 1, decodeRankCursor(after));
    return pageOf(triples, first, ({ rank }) => [rank]);
  }

  @FieldAccess('asObject')
  @ResolveField(() => RankedCompanyConnection, {
    description:
      'The companies ranked so far, the best score first and those that stand in no triple last; empty when it came to nothing.',
  })
  async companies(@Parent() ranking: ForumRanking, @Args() { first, after }: PageArgs): Promise<Page<RankedCompany>> {
    const companies = await this.rankings.listCompanies(ranking, first + 1, decodePlaceCursor(after));
    return pageOf(companies, first, placeCursorOf);
  }

  @FieldAccess('asObject')
  @ResolveField(() => RankedCompanyType, {
    nullable: true,
    description: 'One company with its list; null when it is not ranked.',
  })
  company(
    @Parent() ranking: ForumRanking,
    @Args('companyId', { type: () => UuidScalar, description: 'The company.' }) companyId: string,
  ): Promise<RankedCompany | null> {
    return this.rankings.findCompany(ranking, companyId);
  }
}

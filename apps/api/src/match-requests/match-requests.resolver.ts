import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver, Subscription } from '@nestjs/graphql';
import { MatchRequestsService, type Actor, type MatchRequest, type Refusal, type Triple } from '#domain';
import { Access } from '../auth/access.decorator.js';
import { FieldAccess } from '../auth/field-access.decorator.js';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { KeyScope } from '../auth/key-scope.decorator.js';
import type { ApiContext } from '../graphql/api-context.js';
import { decodeCursor, decodeTimeCursor, PageArgs, pageOf, timeCursorOf, type Page } from '../graphql/pagination.js';
import { UuidScalar } from '../graphql/scalars.js';
import {
  DiversityType,
  MatchFiltersType,
  MatchRequestConnection,
  MatchRequestsArgs,
  MatchRequestType,
  RequestMatchesInput,
} from './match-request.type.js';
import { RequestMatchesResult } from './request-matches.result.js';
import { StalenessLoader } from './staleness.loader.js';
import { TripleConnection } from './triple.type.js';

@Resolver(() => MatchRequestType)
export class MatchRequestsResolver {
  constructor(
    private readonly matchRequests: MatchRequestsService,
    private readonly staleness: StalenessLoader,
  ) {}

  @Access('companyMember')
  @KeyScope('none')
  @Mutation(() => RequestMatchesResult as never, {
    description: 'Asks for a company’s best triples. A job answers: follow it with `matchRequestProgress`.',
  })
  requestMatches(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The question.' }) input: RequestMatchesInput,
  ): Promise<MatchRequestType | Refusal> {
    return this.matchRequests.ask(actor, {
      ...input,
      forumId: input.forumId ?? null,
      maxAppearances: input.maxAppearances ?? null,
      filters: { ...new MatchFiltersType(), ...input.filters },
    });
  }

  @Access('partyOrForumStaff')
  @KeyScope('matches:read')
  @Query(() => MatchRequestType, {
    description: 'A match request of one of my companies, or of a forum I am staff of.',
  })
  matchRequest(
    @CurrentActor() actor: Actor,
    @Args('id', { type: () => UuidScalar, description: 'UUID.' }) id: string,
  ): Promise<MatchRequestType> {
    return this.matchRequests.find(actor, id);
  }

  @Access('companyMember')
  @KeyScope('matches:read')
  @Query(() => MatchRequestConnection, {
    name: 'matchRequests',
    description: 'The match requests of one of my companies, newest first.',
  })
  async list(
    @CurrentActor() actor: Actor,
    @Args() { companyId, first, after }: MatchRequestsArgs,
  ): Promise<Page<MatchRequestType>> {
    const requests = await this.matchRequests.list(actor, companyId, first + 1, decodeTimeCursor(after));
    return pageOf(requests, first, timeCursorOf);
  }

  @Access('partyOrForumStaff')
  @KeyScope('matches:read')
  @Subscription(() => MatchRequestType, {
    description: 'A match request as it is now, and after each change.',
    resolve: (request: MatchRequestType) => request,
  })
  matchRequestProgress(
    @CurrentActor() actor: Actor,
    @Args('id', { type: () => UuidScalar, description: 'UUID.' }) id: string,
  ): Promise<AsyncIterableIterator<MatchRequestType>> {
    return this.matchRequests.watch(actor, id);
  }

  @FieldAccess('asObject')
  @ResolveField(() => String, { nullable: true, description: 'Name of the weights that were used; null until done.' })
  weightsVersion(@Parent() request: MatchRequest): string | null {
    return request.weights?.version ?? null;
  }

  @FieldAccess('asObject')
  @ResolveField(() => Boolean, {
    description:
      'Whether it would be answered on something else now: the forum has other weights, or the asking company or a member of a triple another profile. Ask again for the present answer.',
  })
  isStale(@Parent() { id }: MatchRequest, @Context() context: ApiContext): Promise<boolean> {
    return this.staleness.isStaleMatchRequest(context, id);
  }

  @FieldAccess('asObject')
  @ResolveField(() => DiversityType, { nullable: true, description: 'The limit on appearances; null without one.' })
  diversity(@Parent() { maxAppearances, diversity }: MatchRequest): DiversityType | null {
    if (maxAppearances === null) return null;
    return { maxAppearances, rankedCount: diversity?.rankedCount ?? null, isComplete: diversity?.isComplete ?? null };
  }

  @FieldAccess('asObject')
  @ResolveField(() => TripleConnection, { description: 'The triples, best first; empty until done.' })
  async triples(@Parent() request: MatchRequest, @Args() { first, after }: PageArgs): Promise<Page<Triple>> {
    const afterRank = Number(decodeCursor(after, 1)?.[0] ?? 0);
    const triples = await this.matchRequests.listTriples(request, first + 1, afterRank);
    return pageOf(triples, first, ({ rank }) => [rank]);
  }
}

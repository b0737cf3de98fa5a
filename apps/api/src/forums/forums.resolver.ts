import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { ForumsService, SignInsService, type Actor, type Forum, type ForumState, type Refusal } from '#domain';
import { Access } from '../auth/access.decorator.js';
import { FieldAccess } from '../auth/field-access.decorator.js';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { KeyScope } from '../auth/key-scope.decorator.js';
import type { ApiContext } from '../graphql/api-context.js';
import { decodeCursor, PageArgs, pageOf, type Page } from '../graphql/pagination.js';
import { UuidScalar } from '../graphql/scalars.js';
import { expectedVersionArgument, forumArgument, idempotencyKeyArgument } from './forum.arguments.js';
import { ForumStateEnum } from './forum.enums.js';
import { ForumDetailsInput, ForumTemplateInput, WeightsInput } from './forum.input.js';
import { AdvanceForumResult, CreateForumResult, ForumChangeResult } from './forum.result.js';
import { ForumConnection, ForumType } from './forum.type.js';
import { createdAtCursor } from './created-at-cursor.js';

@Resolver(() => ForumType)
export class ForumsResolver {
  constructor(
    private readonly forumsService: ForumsService,
    private readonly signIns: SignInsService,
  ) {}

  @Access('signedIn')
  @KeyScope('directory:read')
  @Query(() => ForumType, { description: 'A forum; a draft only for its staff and administrators.' })
  forum(
    @CurrentActor() actor: Actor,
    @Args('id', { type: () => UuidScalar, description: 'The forum.' }) id: string,
  ): Promise<ForumType> {
    return this.forumsService.findForum(actor, id);
  }

  @Access('signedIn')
  @KeyScope('directory:read')
  @Query(() => ForumConnection, {
    description: 'Forums, the latest made first; drafts only for their staff and administrators.',
  })
  async forums(@CurrentActor() actor: Actor, @Args() { first, after }: PageArgs): Promise<Page<Forum>> {
    const before = createdAtCursor(decodeCursor(after, 2));
    const rows = await this.forumsService.listForums(actor, first + 1, before);
    return pageOf(rows, first, ({ createdAt, id }) => [createdAt.toISOString(), id]);
  }

  @Access('signedIn')
  @KeyScope('none')
  @Mutation(() => CreateForumResult as never, {
    description:
      'Makes a forum with days, sub-forums, sessions, slots and tables, all or nothing, as a draft that only its staff sees. I become its organizer, unless an administrator names somebody else.',
  })
  async createForum(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The forum.' }) input: ForumTemplateInput,
    @Args('idempotencyKey', idempotencyKeyArgument) idempotencyKey: string,
    @Context() context: ApiContext,
  ): Promise<ForumType | Refusal> {
    const forum = await this.forumsService.createForum(actor, input, idempotencyKey);
    // The rest of this request already reads as the organizer that the actor has become.
    context.actor = await this.signIns.findActor(actor.accountId, actor.signInId ?? null);
    return forum;
  }

  @Access('forumOrganizer')
  @KeyScope('none')
  @Mutation(() => ForumChangeResult as never, {
    description: 'Changes name, theme, place, banner and booking rules. Zone and days stay: slots were made from them.',
  })
  editForum(
    @CurrentActor() actor: Actor,
    @Args('forumId', forumArgument) forumId: string,
    @Args('input', { description: 'All details, changed or not.' }) input: ForumDetailsInput,
    @Args('expectedVersion', expectedVersionArgument) expectedVersion: number,
  ): Promise<ForumType | Refusal> {
    return this.forumsService.editForum(actor, forumId, input, expectedVersion);
  }

  @Access('forumOrganizer')
  @KeyScope('none')
  @Mutation(() => ForumChangeResult as never, {
    description: 'Sets what the parts of a score count at this forum, under a new version’s name.',
  })
  setForumWeights(
    @CurrentActor() actor: Actor,
    @Args('forumId', forumArgument) forumId: string,
    @Args('weights', { description: 'The weights; each group adds up to 1.00.' }) weights: WeightsInput,
    @Args('expectedVersion', expectedVersionArgument) expectedVersion: number,
  ): Promise<ForumType | Refusal> {
    return this.forumsService.setForumWeights(actor, forumId, weights, expectedVersion);
  }

  @Access('forumOrganizer')
  @KeyScope('none')
  @Mutation(() => AdvanceForumResult as never, {
    description:
      'Moves a forum one state forward, or closes it; companies that take part are told. To PUBLISHED leads only the approval of a schedule.',
  })
  advanceForum(
    @CurrentActor() actor: Actor,
    @Args('forumId', forumArgument) forumId: string,
    @Args('to', { type: () => ForumStateEnum, description: 'The next state, or CLOSED.' }) to: ForumState,
    @Args('expectedVersion', expectedVersionArgument)
    expectedVersion: number,
  ): Promise<ForumType | Refusal> {
    return this.forumsService.advanceForum(actor, forumId, to, expectedVersion);
  }

  @FieldAccess('asObject')
  @ResolveField(() => String, {
    nullable: true,
    description:
      'What visitors must know about its content, in the language of Accept-Language or else the other one; null when there is nothing to say.',
  })
  banner(@Parent() { bannerEn, bannerZh }: Forum, @Context() { locale }: ApiContext): string | null {
    return locale === 'zh' ? (bannerZh ?? bannerEn) : (bannerEn ?? bannerZh);
  }
}

import { Args, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { ParticipationsService, type Actor, type Participation, type Refusal } from '#domain';
import { Access } from '../auth/access.decorator.js';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { KeyScope } from '../auth/key-scope.decorator.js';
import { decodeCursor, pageOf, type Page } from '../graphql/pagination.js';
import { createdAtCursor } from './created-at-cursor.js';
import { expectedVersionArgument, idempotencyKeyArgument, participationArgument } from './forum.arguments.js';
import { ApplicationInput, ParticipationsArgs } from './participation.input.js';
import {
  ApplyToForumResult,
  ApproveParticipationResult,
  ParticipationChangeResult,
  WithdrawParticipationResult,
} from './participation.result.js';
import { ParticipationConnection, ParticipationType } from './participation.type.js';

const reasonArgument = { description: 'Why, 1 to 1,000 characters; the other side reads it.' };

@Resolver()
export class ParticipationsResolver {
  constructor(private readonly service: ParticipationsService) {}

  @Access('partyOrForumStaff')
  @KeyScope('none')
  @Query(() => ParticipationType, { description: 'A participation of my company, or at a forum of whose staff I am.' })
  participation(
    @CurrentActor() actor: Actor,
    @Args('id', participationArgument) id: string,
  ): Promise<ParticipationType> {
    return this.service.find(actor, id);
  }

  @Access('forumStaff')
  @KeyScope('schedule:read')
  @Query(() => ParticipationConnection, {
    description: 'Companies that applied to a forum, in order of application; for its staff.',
  })
  async participations(
    @CurrentActor() actor: Actor,
    @Args() { forumId, state, first, after }: ParticipationsArgs,
  ): Promise<Page<Participation>> {
    const cursor = createdAtCursor(decodeCursor(after, 2));
    const rows = await this.service.list(actor, { forumId, state: state ?? null }, first + 1, cursor);
    return pageOf(rows, first, ({ createdAt, id }) => [createdAt.toISOString(), id]);
  }

  @Access('companyMember')
  @KeyScope('meetings:read')
  @Query(() => [ParticipationType], {
    description: 'Participations of all companies of which I am a member, the latest application first.',
  })
  myParticipations(@CurrentActor() actor: Actor): Promise<ParticipationType[]> {
    return this.service.listOwn(actor);
  }

  @Access('companyMember')
  @KeyScope('none')
  @Mutation(() => ApplyToForumResult as never, {
    description: 'Applies for a company, again when it was declined or has withdrawn; the forum’s staff is told.',
  })
  applyToForum(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The application.' }) input: ApplicationInput,
    @Args('idempotencyKey', idempotencyKeyArgument) idempotencyKey: string,
  ): Promise<ParticipationType | Refusal> {
    return this.service.apply(actor, input, idempotencyKey);
  }

  @Access('forumOrganizer')
  @KeyScope('none')
  @Mutation(() => ApproveParticipationResult as never, {
    description:
      'Lets a company take part, and with it approves a submitted profile that was never approved. The company gets a delegation, unless it has one.',
  })
  approveParticipation(
    @CurrentActor() actor: Actor,
    @Args('participationId', participationArgument) participationId: string,
    @Args('expectedVersion', expectedVersionArgument) expectedVersion: number,
  ): Promise<ParticipationType | Refusal> {
    return this.service.approve(actor, participationId, expectedVersion);
  }

  @Access('forumOrganizer')
  @KeyScope('none')
  @Mutation(() => ParticipationChangeResult as never, { description: 'Declines an application with a reason.' })
  declineParticipation(
    @CurrentActor() actor: Actor,
    @Args('participationId', participationArgument) participationId: string,
    @Args('reason', reasonArgument) reason: string,
    @Args('expectedVersion', expectedVersionArgument) expectedVersion: number,
  ): Promise<ParticipationType | Refusal> {
    return this.service.decline(actor, participationId, reason, expectedVersion);
  }

  @Access('companyMember')
  @KeyScope('none')
  @Mutation(() => WithdrawParticipationResult as never, {
    description: 'Leaves the forum, or takes the application back. Published meetings have to be cancelled first.',
  })
  withdrawParticipation(
    @CurrentActor() actor: Actor,
    @Args('participationId', participationArgument) participationId: string,
    @Args('reason', reasonArgument) reason: string,
    @Args('expectedVersion', expectedVersionArgument) expectedVersion: number,
  ): Promise<ParticipationType | Refusal> {
    return this.service.withdraw(actor, participationId, reason, expectedVersion);
  }

  @Access('companyMember')
  @KeyScope('none')
  @Mutation(() => ParticipationChangeResult as never, {
    description: 'Says whether others may book a slot with the company without asking first.',
  })
  setStandingConsent(
    @CurrentActor() actor: Actor,
    @Args('participationId', participationArgument) participationId: string,
    @Args('hasStandingConsent', { description: 'Whether they may.' }) hasStandingConsent: boolean,
    @Args('expectedVersion', expectedVersionArgument) expectedVersion: number,
  ): Promise<ParticipationType | Refusal> {
    return this.service.setStandingConsent(actor, participationId, hasStandingConsent, expectedVersion);
  }

  @Access('forumOrganizer')
  @KeyScope('none')
  @Mutation(() => ParticipationChangeResult as never, {
    description: 'Limits the company’s meetings at this forum, or takes the limit away; the company is told.',
  })
  setParticipationQuota(
    @CurrentActor() actor: Actor,
    @Args('participationId', participationArgument) participationId: string,
    @Args('quota', { type: () => Int, nullable: true, description: 'Most meetings, 1 to 500; null for no limit.' })
    quota: number | null,
    @Args('expectedVersion', expectedVersionArgument) expectedVersion: number,
  ): Promise<ParticipationType | Refusal> {
    return this.service.setQuota(actor, participationId, quota ?? null, expectedVersion);
  }
}

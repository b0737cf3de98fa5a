import { Args, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import {
  InvitationAcceptanceService,
  invitationStateAt,
  InvitationsService,
  Refusal,
  type Actor,
  type Invitation,
  type InvitationState,
} from '#domain';
import { Access } from '../auth/access.decorator.js';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { KeyScope } from '../auth/key-scope.decorator.js';
import { FieldAccess } from '../auth/field-access.decorator.js';
import { OpenIdClient } from '../auth/open-id.client.js';
import { idempotencyKeyArgument } from '../forums/forum.arguments.js';
import { decodeTimeCursor, pageOf, timeCursorOf, type Page } from '../graphql/pagination.js';
import { UuidScalar } from '../graphql/scalars.js';
import { AcceptInvitationByIdentityInput, AcceptInvitationInput } from './accept-invitation.input.js';
import { LinkArgs } from './account.input.js';
import { AccountType } from './account.type.js';
import {
  AcceptInvitationByIdentityResult,
  AcceptInvitationResult,
  InvitationConnection,
  InvitationsArgs,
  InvitationStateEnum,
  InvitationType,
  InviteInput,
  InviteResult,
  JoinByInvitationResult,
  WithdrawInvitationResult,
} from './invitation.type.js';

@Resolver(() => InvitationType)
export class InvitationsResolver {
  constructor(
    private readonly service: InvitationsService,
    private readonly acceptance: InvitationAcceptanceService,
    private readonly openId: OpenIdClient,
  ) {}

  @Access('inviter')
  @KeyScope('none')
  @Query(() => InvitationConnection, {
    description: 'Invitations to a company or a forum, newest first; without either, all of them, for administrators.',
  })
  async invitations(
    @CurrentActor() actor: Actor,
    @Args() { companyId, forumId, first, after }: InvitationsArgs,
  ): Promise<Page<Invitation>> {
    const place = { companyId: companyId ?? null, forumId: forumId ?? null };
    const rows = await this.service.list(actor, place, first + 1, decodeTimeCursor(after));
    return pageOf(rows, first, timeCursorOf);
  }

  @Access('inviter')
  @KeyScope('none')
  @Mutation(() => InviteResult as never, {
    description:
      'Sends a link, good for one use within seven days, that makes an account with a role or adds the role to one. An open invitation of the same address to the same place is withdrawn.',
  })
  invite(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'Who, and to what.' }) input: InviteInput,
    @Args('idempotencyKey', idempotencyKeyArgument) idempotencyKey: string,
  ): Promise<InvitationType | Refusal> {
    return this.service.invite(actor, input, idempotencyKey, new Date());
  }

  @Access('inviter')
  @KeyScope('none')
  @Mutation(() => WithdrawInvitationResult as never, { description: 'Takes an open invitation back.' })
  withdrawInvitation(
    @CurrentActor() actor: Actor,
    @Args('id', { type: () => UuidScalar, description: 'The invitation.' }) id: string,
  ): Promise<InvitationType | Refusal> {
    return this.service.withdraw(actor, id, new Date());
  }

  @Access('anyone')
  @Mutation(() => AcceptInvitationResult as never, {
    description: 'Makes an account with the link of an invitation, or of an approved application.',
  })
  acceptInvitation(
    @Args('input', { description: 'The link’s token and the person.' }) { token, ...person }: AcceptInvitationInput,
  ): Promise<AccountType | Refusal> {
    return this.acceptance.accept(token, person, new Date());
  }

  @Access('anyone')
  @Mutation(() => AcceptInvitationByIdentityResult as never, {
    description:
      'Makes an account without a password with the link of an invitation, or of an approved application; its person signs in at the issuer.',
  })
  async acceptInvitationByIdentity(
    @Args('input', { description: 'The link’s token, the person, and what they bring back from the issuer.' })
    { token, openId, ...person }: AcceptInvitationByIdentityInput,
  ): Promise<AccountType | Refusal> {
    const now = new Date();
    const identity = await this.openId.finish(openId.attempt, openId.answer, now);
    if (identity instanceof Refusal) return identity;
    return this.acceptance.acceptByIdentity(token, person, identity, now);
  }

  @Access('signedIn')
  @KeyScope('none')
  @Mutation(() => JoinByInvitationResult as never, {
    description: 'Adds the role of an invitation to my account, whose address was invited.',
  })
  async joinByInvitation(@CurrentActor() actor: Actor, @Args() { token }: LinkArgs): Promise<AccountType | Refusal> {
    return this.acceptance.join(actor, token, new Date());
  }

  @FieldAccess('asObject')
  @ResolveField(() => InvitationStateEnum, { description: 'Whether its link still opens something.' })
  state(@Parent() invitation: Invitation): InvitationState {
    return invitationStateAt(invitation, new Date());
  }
}

import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Request } from 'express';
import type { ApiConfig } from '#config';
import { SignUpsService, type Actor, type Refusal, type SignUp } from '#domain';
import { Access } from '../auth/access.decorator.js';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { KeyScope } from '../auth/key-scope.decorator.js';
import { expectedVersionArgument } from '../forums/forum.arguments.js';
import { decodeTimeCursor, pageOf, timeCursorOf, type Page } from '../graphql/pagination.js';
import { UuidScalar } from '../graphql/scalars.js';
import { CONFIG } from '../tokens.js';
import { LinkArgs } from './account.input.js';
import { MailRequested } from './account.result.js';
import { requesterOf } from './requester.js';
import {
  ApplyForAccountInput,
  ApplyForAccountResult,
  DecideSignUpResult,
  SignUpConnection,
  SignUpsArgs,
  SignUpType,
  VerifySignUpResult,
} from './sign-up.type.js';

const signUpArgument = { type: () => UuidScalar, description: 'The application.' };

@Resolver()
export class SignUpsResolver {
  constructor(
    private readonly service: SignUpsService,
    @Inject(CONFIG) private readonly config: ApiConfig,
  ) {}

  @Access('anyone')
  @Mutation(() => ApplyForAccountResult as never, {
    description:
      'Applies for an account. A link proves the address within a day, then the organizers of the forum decide. The answer is the same whoever has applied before.',
  })
  async applyForAccount(
    @Args('input', { description: 'The application.' }) input: ApplyForAccountInput,
    @Context('req') request: Request,
  ): Promise<MailRequested | Refusal> {
    const refusal = await this.service.apply(input, requesterOf(request, this.config), new Date());
    return refusal ?? { email: input.email };
  }

  @Access('anyone')
  @Mutation(() => VerifySignUpResult as never, {
    description: 'Proves the address of an application with the link of its mail; the organizers are told.',
  })
  verifySignUp(@Args() { token }: LinkArgs): Promise<SignUpType | Refusal> {
    return this.service.verify(token, new Date());
  }

  @Access('forumStaffOrAdministrator')
  @KeyScope('none')
  @Query(() => SignUpConnection, {
    description: 'Applications for an account whose address is proven, newest first; for the staff of the forum.',
  })
  async signUps(
    @CurrentActor() actor: Actor,
    @Args() { forumId, state, first, after }: SignUpsArgs,
  ): Promise<Page<SignUp>> {
    const of = { forumId, state: state ?? null };
    const rows = await this.service.list(actor, of, first + 1, decodeTimeCursor(after));
    return pageOf(rows, first, timeCursorOf);
  }

  @Access('forumOrganizerOrAdministrator')
  @KeyScope('none')
  @Mutation(() => DecideSignUpResult as never, {
    description: 'Approves an application: the applicant gets a link that sets the password, good for seven days.',
  })
  approveSignUp(
    @CurrentActor() actor: Actor,
    @Args('id', signUpArgument) id: string,
    @Args('expectedVersion', expectedVersionArgument) expectedVersion: number,
  ): Promise<SignUpType | Refusal> {
    return this.service.approve(actor, id, expectedVersion, new Date());
  }

  @Access('forumOrganizerOrAdministrator')
  @KeyScope('none')
  @Mutation(() => DecideSignUpResult as never, { description: 'Declines an application; the applicant is told why.' })
  declineSignUp(
    @CurrentActor() actor: Actor,
    @Args('id', signUpArgument) id: string,
    @Args('reason', { description: 'Why, 1 to 1,000 characters; the applicant reads it.' }) reason: string,
    @Args('expectedVersion', expectedVersionArgument) expectedVersion: number,
  ): Promise<SignUpType | Refusal> {
    return this.service.decline(actor, id, reason, expectedVersion, new Date());
  }
}

import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Request } from 'express';
import { ExternalIdentitiesService, Refusal, type Actor } from '#domain';
import { UuidScalar } from '../graphql/scalars.js';
import { Access } from './access.decorator.js';
import { CurrentActor } from './current-actor.decorator.js';
import { KeyScope } from './key-scope.decorator.js';
import { OpenIdClient } from './open-id.client.js';
import {
  ExternalIdentityType,
  FinishOpenIdSignInResult,
  LinkIdentityInput,
  LinkIdentityResult,
  OpenIdAnswerInput,
  StartOpenIdSignInResult,
  type OpenIdAttemptType,
} from './open-id.types.js';
import { arrivalOf } from './request-arrival.js';
import { SignInAnswers } from './sign-in-answers.js';
import type { SignedIn } from './sign-in.types.js';

@Resolver()
export class OpenIdResolver {
  constructor(
    private readonly openId: OpenIdClient,
    private readonly identities: ExternalIdentitiesService,
    private readonly answers: SignInAnswers,
  ) {}

  @Access('anyone')
  @Query(() => String, {
    nullable: true,
    description: 'The OpenID Connect issuer at which people may sign in, if any.',
  })
  openIdIssuer(): string | null {
    return this.openId.issuer;
  }

  @Access('anyone')
  @Mutation(() => StartOpenIdSignInResult as never, { description: 'Begins a sign-in at the issuer.' })
  startOpenIdSignIn(): Promise<OpenIdAttemptType | Refusal> {
    return this.openId.begin(new Date());
  }

  @Access('anyone')
  @Mutation(() => FinishOpenIdSignInResult as never, { description: 'Signs in by what the issuer has proven.' })
  async finishOpenIdSignIn(
    @Args('input', { description: 'The attempt and its answer.' }) { attempt, answer }: OpenIdAnswerInput,
    @Context('req') request: Request,
  ): Promise<SignedIn | Refusal> {
    const now = new Date();
    const identity = await this.openId.finish(attempt, answer, now);
    if (identity instanceof Refusal) return identity;
    return this.answers.of(await this.identities.signIn(identity, arrivalOf(request), now), now);
  }

  @Access('signedIn')
  @KeyScope('none')
  @Mutation(() => LinkIdentityResult as never, { description: 'Lets me sign in by this identity from now on.' })
  async linkIdentity(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The attempt, its answer, and my password.' }) input: LinkIdentityInput,
    @Context('req') request: Request,
  ): Promise<ExternalIdentityType | Refusal> {
    const now = new Date();
    const identity = await this.openId.finish(input.attempt, input.answer, now);
    if (identity instanceof Refusal) return identity;
    return this.identities.link(actor, identity, input.password ?? null, arrivalOf(request).address, now);
  }

  @Access('signedIn')
  @KeyScope('none')
  @Query(() => [ExternalIdentityType], { description: 'The identities by which I may sign in.' })
  myIdentities(@CurrentActor() actor: Actor): Promise<ExternalIdentityType[]> {
    return this.identities.list(actor);
  }

  @Access('signedIn')
  @KeyScope('none')
  @Mutation(() => Boolean, { description: 'Lets nobody sign in by this identity of mine any more. Always true.' })
  async unlinkIdentity(
    @CurrentActor() actor: Actor,
    @Args('id', { type: () => UuidScalar, description: 'The identity.' }) id: string,
  ): Promise<boolean> {
    await this.identities.unlink(actor, id);
    return true;
  }
}

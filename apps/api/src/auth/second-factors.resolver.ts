import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Request } from 'express';
import { Refusal, SecondFactorsService, SignInStepsService, type Actor } from '#domain';
import { Access } from './access.decorator.js';
import { CurrentActor } from './current-actor.decorator.js';
import { KeyScope } from './key-scope.decorator.js';
import { presentPasswordArgument } from './present-password.argument.js';
import { arrivalOf } from './request-arrival.js';
import {
  CompleteSignInInput,
  CompleteSignInResult,
  EnrolledSecondFactorType,
  EnrolSecondFactorResult,
  RecoveryCodesResult,
  RecoveryCodesType,
  SecondFactorType,
  TurnOffSecondFactorResult,
} from './second-factor.types.js';
import { SignInAnswers } from './sign-in-answers.js';
import type { SignedIn } from './sign-in.types.js';

const codeArgument = { description: 'Six digits of the authenticator, or a recovery code.' };

@Resolver()
export class SecondFactorsResolver {
  constructor(
    private readonly secondFactors: SecondFactorsService,
    private readonly steps: SignInStepsService,
    private readonly answers: SignInAnswers,
  ) {}

  @Access('anyone')
  @Mutation(() => CompleteSignInResult as never, { description: 'The second step of a sign-in, with a code.' })
  async completeSignIn(
    @Args('input', { description: 'The challenge and a code.' }) { challenge, code }: CompleteSignInInput,
    @Context('req') request: Request,
  ): Promise<SignedIn | Refusal> {
    const now = new Date();
    return this.answers.of(await this.steps.complete(challenge, code, arrivalOf(request), now), now);
  }

  @Access('signedIn')
  @KeyScope('none')
  @Query(() => SecondFactorType, { description: 'Whether a code is asked for when I sign in.' })
  mySecondFactor(@CurrentActor() actor: Actor): Promise<SecondFactorType> {
    return this.secondFactors.view(actor);
  }

  @Access('signedIn')
  @KeyScope('none')
  @Mutation(() => EnrolSecondFactorResult as never, {
    description: 'Draws a secret for my authenticator. Nothing changes before `confirmSecondFactor`.',
  })
  enrolSecondFactor(
    @CurrentActor() actor: Actor,
    @Context('req') request: Request,
    @Args('password', presentPasswordArgument) password?: string | null,
  ): Promise<EnrolledSecondFactorType | Refusal> {
    return this.secondFactors.enrol(actor, password ?? null, arrivalOf(request).address, new Date());
  }

  @Access('signedIn')
  @KeyScope('none')
  @Mutation(() => RecoveryCodesResult as never, { description: 'Turns the second factor on with a first code.' })
  async confirmSecondFactor(
    @CurrentActor() actor: Actor,
    @Args('code', { description: 'Six digits of the authenticator.' }) code: string,
    @Context('req') request: Request,
  ): Promise<RecoveryCodesType | Refusal> {
    return asCodes(await this.secondFactors.confirm(actor, code, arrivalOf(request).address, new Date()));
  }

  @Access('signedIn')
  @KeyScope('none')
  @Mutation(() => RecoveryCodesResult as never, { description: 'Draws new recovery codes; the earlier ones end.' })
  async renewRecoveryCodes(
    @CurrentActor() actor: Actor,
    @Args('code', codeArgument) code: string,
    @Context('req') request: Request,
  ): Promise<RecoveryCodesType | Refusal> {
    return asCodes(await this.secondFactors.renewRecoveryCodes(actor, code, arrivalOf(request).address, new Date()));
  }

  @Access('signedIn')
  @KeyScope('none')
  @Mutation(() => TurnOffSecondFactorResult as never, { description: 'From then on my password is enough.' })
  turnOffSecondFactor(
    @CurrentActor() actor: Actor,
    @Args('code', codeArgument) code: string,
    @Context('req') request: Request,
  ): Promise<SecondFactorType | Refusal> {
    return this.secondFactors.turnOff(actor, code, arrivalOf(request).address, new Date());
  }
}

const asCodes = (codes: string[] | Refusal): RecoveryCodesType | Refusal =>
  codes instanceof Refusal ? codes : { codes };

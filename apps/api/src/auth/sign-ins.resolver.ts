import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Request } from 'express';
import { AccountsService, SignInsService, type Actor, type Refusal } from '#domain';
import { AccountType } from '../accounts/account.type.js';
import { Access } from './access.decorator.js';
import { arrivalOf } from './request-arrival.js';
import { CurrentActor } from './current-actor.decorator.js';
import { KeyScope } from './key-scope.decorator.js';
import './sign-in.messages.js';
import { SignInAnswers } from './sign-in-answers.js';
import {
  CreateAccountResult,
  CreateFirstAdministratorResult,
  NewAccountInput,
  RefreshSignInArguments,
  RefreshSignInResult,
  SignedIn,
  SignInInput,
  SignInResult,
} from './sign-in.types.js';

@Resolver()
export class SignInsResolver {
  constructor(
    private readonly signIns: SignInsService,
    private readonly accounts: AccountsService,
    private readonly answers: SignInAnswers,
  ) {}

  @Access('signedIn')
  @KeyScope('none')
  @Query(() => AccountType, { description: 'Who I am.' })
  me(@CurrentActor() actor: Actor): Promise<AccountType> {
    return this.accounts.find(actor.accountId);
  }

  @Access('anyone')
  @Mutation(() => SignInResult as never, { description: 'Signs in with e-mail and password.' })
  async signIn(
    @Args('input', { description: 'E-mail and password.' }) input: SignInInput,
    @Context('req') request: Request,
  ): Promise<SignedIn | Refusal> {
    const now = new Date();
    return this.answers.of(await this.signIns.signIn(input.email, input.password, arrivalOf(request), now), now);
  }

  @Access('anyone')
  @Mutation(() => RefreshSignInResult as never, {
    description:
      'Spends a refresh token for a new pair. A token used twice ends its whole sign-in, unless the answer to the first use got ' +
      'lost and the second one brings the same key.',
  })
  async refreshSignIn(
    @Args() { refreshToken, idempotencyKey }: RefreshSignInArguments,
    @Context('req') request: Request,
  ): Promise<SignedIn | Refusal> {
    const now = new Date();
    return this.answers.of(await this.signIns.refresh(refreshToken, arrivalOf(request), now, idempotencyKey), now);
  }

  @Access('anyone')
  @Mutation(() => Boolean, { description: 'Ends the sign-in of this refresh token. Always true.' })
  async signOut(
    @Args('refreshToken', { description: 'Any token of the sign-in.' }) refreshToken: string,
  ): Promise<boolean> {
    await this.signIns.signOut(refreshToken, new Date());
    return true;
  }

  @Access('anyone')
  @Mutation(() => CreateFirstAdministratorResult as never, {
    description: 'Makes the first administrator of an empty installation, with the link its start printed.',
  })
  createFirstAdministrator(
    @Args('setupToken', { description: 'The token of the set-up link.' }) setupToken: string,
    @Args('input', { description: 'The administrator.' }) input: NewAccountInput,
  ): Promise<AccountType | Refusal> {
    return this.accounts.createFirstAdministrator(setupToken, input, new Date());
  }

  @Access('administrator')
  @KeyScope('none')
  @Mutation(() => CreateAccountResult as never, { description: 'Makes an account for somebody.' })
  createAccount(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The person.' }) input: NewAccountInput,
  ): Promise<AccountType | Refusal> {
    return this.accounts.create(actor, input);
  }
}

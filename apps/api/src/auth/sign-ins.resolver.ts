import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Request } from 'express';
import { AccountsService, Refusal, SignInsService, type Actor, type SignedIn as DomainSignedIn } from '#domain';
import { AccountType } from '../accounts/account.type.js';
import { Access } from './access.decorator.js';
import { AccessTokens } from './access-tokens.js';
import { CurrentActor } from './current-actor.decorator.js';
import { SignInAttempts } from './sign-in-attempts.js';
import {
  CreateAccountResult,
  CreateFirstAdministratorResult,
  NewAccountInput,
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
    private readonly accessTokens: AccessTokens,
    private readonly attempts: SignInAttempts,
  ) {}

  @Access('signedIn')
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
    const key = `${request.ip} ${input.email.trim().toLowerCase()}`;
    const refusal = this.attempts.refuse(key, now);
    if (refusal) return refusal;

    const signedIn = await this.signIns.signIn(input.email, input.password, now);
    if (signedIn instanceof Refusal) {
      this.attempts.recordFailure(key, now);
      return signedIn;
    }
    this.attempts.recordSuccess(key);
    return this.withAccessToken(signedIn, now);
  }

  @Access('anyone')
  @Mutation(() => RefreshSignInResult as never, {
    description: 'Spends a refresh token for a new pair. A token used twice ends all that descend from its sign-in.',
  })
  async refreshSignIn(
    @Args('refreshToken', { description: 'The unspent refresh token.' }) refreshToken: string,
  ): Promise<SignedIn | Refusal> {
    const now = new Date();
    const signedIn = await this.signIns.refresh(refreshToken, now);
    return signedIn instanceof Refusal ? signedIn : this.withAccessToken(signedIn, now);
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
  @Mutation(() => CreateAccountResult as never, { description: 'Makes an account for somebody.' })
  createAccount(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The person.' }) input: NewAccountInput,
  ): Promise<AccountType | Refusal> {
    return this.accounts.create(actor, input);
  }

  private async withAccessToken(signedIn: DomainSignedIn, now: Date): Promise<SignedIn> {
    const { accessToken, expiresAt } = await this.accessTokens.issue(signedIn.account.id, now);
    return { ...signedIn, accessToken, accessTokenExpiresAt: expiresAt };
  }
}

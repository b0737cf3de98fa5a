import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import type { Request } from 'express';
import type { ApiConfig } from '#config';
import { PasswordsService, type Actor, type Refusal } from '#domain';
import { Access } from '../auth/access.decorator.js';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { KeyScope } from '../auth/key-scope.decorator.js';
import { arrivalOf } from '../auth/request-arrival.js';
import { CONFIG } from '../tokens.js';
import { ChangePasswordInput, ResetPasswordArgs } from './account.input.js';
import {
  ChangePasswordResult,
  MailRequested,
  RequestPasswordResetResult,
  ResetPasswordResult,
} from './account.result.js';
import { AccountType } from './account.type.js';
import { requesterOf } from './requester.js';

@Resolver()
export class PasswordsResolver {
  constructor(
    private readonly passwords: PasswordsService,
    @Inject(CONFIG) private readonly config: ApiConfig,
  ) {}

  @Access('anyone')
  @Mutation(() => RequestPasswordResetResult as never, {
    description:
      'Asks for a link that sets a new password, good for one use within an hour. The answer is the same whether or not there is an account.',
  })
  async requestPasswordReset(
    @Args('email', { description: 'The account’s e-mail.' }) email: string,
    @Context('req') request: Request,
  ): Promise<MailRequested | Refusal> {
    const refusal = await this.passwords.requestReset(email, requesterOf(request, this.config), new Date());
    return refusal ?? { email };
  }

  @Access('anyone')
  @Mutation(() => ResetPasswordResult as never, {
    description: 'Sets a new password with the link of a mail, and ends every sign-in of the account.',
  })
  resetPassword(@Args() { token, password }: ResetPasswordArgs): Promise<AccountType | Refusal> {
    return this.passwords.reset(token, password, new Date());
  }

  @Access('signedIn')
  @KeyScope('none')
  @Mutation(() => ChangePasswordResult as never, {
    description: 'Sets a new password for my account, and ends its other sign-ins.',
  })
  changePassword(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'Both passwords.' }) { presentPassword, newPassword }: ChangePasswordInput,
    @Context('req') request: Request,
  ): Promise<AccountType | Refusal> {
    const passwords = { present: presentPassword ?? null, next: newPassword };
    return this.passwords.change(actor, passwords, arrivalOf(request).address, new Date());
  }
}

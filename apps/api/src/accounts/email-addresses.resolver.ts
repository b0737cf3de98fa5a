import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import type { Request } from 'express';
import { AccountsService, EmailAddressesService, type Actor, type Refusal } from '#domain';
import { Access } from '../auth/access.decorator.js';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { KeyScope } from '../auth/key-scope.decorator.js';
import { arrivalOf } from '../auth/request-arrival.js';
import { ChangeEmailInput, LinkArgs } from './account.input.js';
import {
  ConfirmEmailResult,
  MailRequested,
  RequestEmailChangeResult,
  RequestEmailVerificationResult,
} from './account.result.js';
import { AccountType } from './account.type.js';

@Resolver()
export class EmailAddressesResolver {
  constructor(
    private readonly addresses: EmailAddressesService,
    private readonly accounts: AccountsService,
  ) {}

  @Access('signedIn')
  @KeyScope('none')
  @Mutation(() => RequestEmailVerificationResult as never, {
    description: 'Sends a link that proves my address, good for one use within an hour.',
  })
  async requestEmailVerification(@CurrentActor() actor: Actor): Promise<MailRequested | Refusal> {
    const refusal = await this.addresses.requestVerification(actor, new Date());
    return refusal ?? { email: (await this.accounts.find(actor.accountId)).email };
  }

  @Access('signedIn')
  @KeyScope('none')
  @Mutation(() => RequestEmailChangeResult as never, {
    description: 'Sends a link to another address, which becomes mine when the link is used within an hour.',
  })
  async requestEmailChange(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The address, and the password again.' }) input: ChangeEmailInput,
    @Context('req') request: Request,
  ): Promise<MailRequested | Refusal> {
    const asked = { newEmail: input.newEmail, password: input.password ?? null };
    const refusal = await this.addresses.requestChange(actor, asked, arrivalOf(request).address, new Date());
    return refusal ?? { email: input.newEmail };
  }

  @Access('anyone')
  @Mutation(() => ConfirmEmailResult as never, {
    description: 'Proves an address with the link of a mail; a new address takes the place of the old one.',
  })
  confirmEmail(@Args() { token }: LinkArgs): Promise<AccountType | Refusal> {
    return this.addresses.confirm(token, new Date());
  }
}

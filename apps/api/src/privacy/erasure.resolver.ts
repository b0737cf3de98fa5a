import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import type { Request } from 'express';
import { ErasureService, type Actor, type Erased, type Refusal } from '#domain';
import { Access } from '../auth/access.decorator.js';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { KeyScope } from '../auth/key-scope.decorator.js';
import { presentPasswordArgument } from '../auth/present-password.argument.js';
import { arrivalOf } from '../auth/request-arrival.js';
import { UuidScalar } from '../graphql/scalars.js';
import { EraseAccountResult, EraseMyAccountResult } from './erasure.type.js';

const what =
  'name, address, sign-ins, memberships, notifications, files and personal values of the audit log go for good; what is the record of a company or forum stays and names an account that tells nothing.';

@Resolver()
export class ErasureResolver {
  constructor(private readonly erasure: ErasureService) {}

  @Access('signedIn')
  @KeyScope('none')
  @Mutation(() => EraseMyAccountResult as never, { description: `Forgets me: ${what}` })
  eraseMyAccount(
    @CurrentActor() actor: Actor,
    @Context('req') request: Request,
    @Args('password', presentPasswordArgument) password?: string | null,
  ): Promise<Erased | Refusal> {
    return this.erasure.eraseOwn(actor, password ?? null, arrivalOf(request).address, new Date());
  }

  @Access('administrator')
  @KeyScope('none')
  @Mutation(() => EraseAccountResult as never, { description: `Forgets a person who asked for it: ${what}` })
  eraseAccount(
    @CurrentActor() actor: Actor,
    @Args('accountId', { type: () => UuidScalar, description: 'The person’s account.' }) accountId: string,
  ): Promise<Erased | Refusal> {
    return this.erasure.eraseFor(actor, accountId, new Date());
  }
}

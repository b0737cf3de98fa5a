import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { DelegationsService, type Actor, type Refusal } from '#domain';
import { Access } from '../auth/access.decorator.js';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { KeyScope } from '../auth/key-scope.decorator.js';
import { UuidScalar } from '../graphql/scalars.js';
import { expectedVersionArgument, idempotencyKeyArgument, participationArgument } from './forum.arguments.js';
import { DelegationInput } from './participation.input.js';
import { ArchiveDelegationResult, CreateDelegationResult, EditDelegationResult } from './participation.result.js';
import type { DelegationType } from './participation.type.js';

const delegationArgument = { type: () => UuidScalar, description: 'The delegation, of a company of mine.' };

@Resolver()
export class DelegationsResolver {
  constructor(private readonly delegations: DelegationsService) {}

  @Access('companyMember')
  @KeyScope('none')
  @Mutation(() => CreateDelegationResult as never, { description: 'Brings another delegation to a forum.' })
  createDelegation(
    @CurrentActor() actor: Actor,
    @Args('participationId', participationArgument) participationId: string,
    @Args('input', { description: 'The delegation.' }) input: DelegationInput,
    @Args('idempotencyKey', idempotencyKeyArgument) idempotencyKey: string,
  ): Promise<DelegationType | Refusal> {
    return this.delegations.create(actor, participationId, input, idempotencyKey);
  }

  @Access('companyMember')
  @KeyScope('none')
  @Mutation(() => EditDelegationResult as never, {
    description: 'Changes a delegation, its availability and its pauses; its published meetings must still fit.',
  })
  editDelegation(
    @CurrentActor() actor: Actor,
    @Args('delegationId', delegationArgument) delegationId: string,
    @Args('input', { description: 'All of the delegation, changed or not.' }) input: DelegationInput,
    @Args('expectedVersion', expectedVersionArgument) expectedVersion: number,
  ): Promise<DelegationType | Refusal> {
    return this.delegations.edit(actor, delegationId, input, expectedVersion);
  }

  @Access('companyMember')
  @KeyScope('none')
  @Mutation(() => ArchiveDelegationResult as never, { description: 'Sends a delegation home for good.' })
  archiveDelegation(
    @CurrentActor() actor: Actor,
    @Args('delegationId', delegationArgument) delegationId: string,
    @Args('expectedVersion', expectedVersionArgument) expectedVersion: number,
  ): Promise<DelegationType | Refusal> {
    return this.delegations.archive(actor, delegationId, expectedVersion, new Date());
  }
}

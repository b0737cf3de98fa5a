import { Args, Int, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { OpenSignInsService, type Actor, type SignIn } from '#domain';
import { UuidScalar } from '../graphql/scalars.js';
import { Access } from './access.decorator.js';
import { CurrentActor } from './current-actor.decorator.js';
import { KeyScope } from './key-scope.decorator.js';
import { FieldAccess } from './field-access.decorator.js';
import { SignInType } from './open-sign-in.type.js';

@Resolver(() => SignInType)
export class OpenSignInsResolver {
  constructor(private readonly openSignIns: OpenSignInsService) {}

  @Access('signedIn')
  @KeyScope('none')
  @Query(() => [SignInType], { description: 'Where I am signed in, last used first; at most 100.' })
  mySignIns(@CurrentActor() actor: Actor): Promise<SignInType[]> {
    return this.openSignIns.list(actor, new Date());
  }

  @Access('signedIn')
  @KeyScope('none')
  @Mutation(() => SignInType, { description: 'Ends one of my sign-ins; its tokens are refused from then on.' })
  endSignIn(
    @CurrentActor() actor: Actor,
    @Args('id', { type: () => UuidScalar, description: 'The sign-in.' }) id: string,
  ): Promise<SignInType> {
    return this.openSignIns.end(actor, id, new Date());
  }

  @Access('signedIn')
  @KeyScope('none')
  @Mutation(() => Int, { description: 'Ends all my sign-ins but this one; how many there were.' })
  endOtherSignIns(@CurrentActor() actor: Actor): Promise<number> {
    return this.openSignIns.endOthers(actor, new Date());
  }

  @FieldAccess('asObject')
  @ResolveField(() => Boolean, { description: 'Whether it is the one that asks.' })
  isCurrent(@Parent() { id }: SignIn, @CurrentActor() actor: Actor): boolean {
    return id === actor.signInId;
  }
}

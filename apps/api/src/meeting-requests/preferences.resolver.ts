import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { isUUID } from 'class-validator';
import { BadInput, PreferencesService, type Actor, type Refusal } from '#domain';
import { Access } from '../auth/access.decorator.js';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { KeyScope } from '../auth/key-scope.decorator.js';
import { decodeCursor, pageOf, type Page } from '../graphql/pagination.js';
import {
  PreferenceConnection,
  PreferenceKeyInput,
  PreferencesArgs,
  PreferenceType,
  SetPreferenceInput,
  SetPreferenceResult,
} from './preference.type.js';

@Resolver(() => PreferenceType)
export class PreferencesResolver {
  constructor(private readonly service: PreferencesService) {}

  @Access('companyMember')
  @KeyScope('none')
  @Query(() => PreferenceConnection, {
    description: 'What one of my companies thinks of meeting others at a forum. Nobody else can read it.',
  })
  async preferences(
    @CurrentActor() actor: Actor,
    @Args() { first, after, ...which }: PreferencesArgs,
  ): Promise<Page<PreferenceType>> {
    const afterCompanyId = decodeCursor(after, 1)?.[0];
    if (afterCompanyId !== undefined && !isUUID(afterCompanyId)) {
      throw new BadInput([{ field: 'after', allowed: 'a cursor from an earlier page of the same list' }]);
    }
    const rows = await this.service.list(
      actor,
      which,
      first + 1,
      afterCompanyId === undefined ? undefined : String(afterCompanyId),
    );
    return pageOf(rows, first, ({ otherCompanyId }) => [otherCompanyId]);
  }

  @Access('companyMember')
  @KeyScope('none')
  @Mutation(() => SetPreferenceResult as never, {
    description:
      'Says privately must-meet, ok or never. A never takes the company out of what it shares with the other; nobody is told why.',
  })
  setPreference(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'Of whom, and what.' }) input: SetPreferenceInput,
  ): Promise<PreferenceType | Refusal> {
    return this.service.set(actor, input, new Date());
  }

  @Access('companyMember')
  @KeyScope('none')
  @Mutation(() => Boolean, { description: 'Takes back what was said; what followed from it stays. Always true.' })
  async clearPreference(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'Of whom.' }) input: PreferenceKeyInput,
  ): Promise<boolean> {
    await this.service.clear(actor, input);
    return true;
  }
}

import { Args, Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Account, BadInput, WeightsHistoryService, type Actor, type WeightsChange } from '#domain';
import { AccountType } from '../accounts/account.type.js';
import { Access } from '../auth/access.decorator.js';
import { FieldAccess } from '../auth/field-access.decorator.js';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { KeyScope } from '../auth/key-scope.decorator.js';
import type { ApiContext } from '../graphql/api-context.js';
import { decodeCursor, pageOf, type Page } from '../graphql/pagination.js';
import { WeightsOfForumArgs } from './preview-weights.input.js';
import { WeightsChangeConnection, WeightsChangeType } from './weights-preview.type.js';

@Resolver(() => WeightsChangeType)
export class WeightsHistoryResolver {
  constructor(private readonly history: WeightsHistoryService) {}

  @Access('forumStaff')
  @KeyScope('none')
  @Query(() => WeightsChangeConnection, {
    description: 'The changes of the weights of a forum I am staff of, newest first.',
  })
  async weightsHistory(
    @CurrentActor() actor: Actor,
    @Args() { forumId, first, after }: WeightsOfForumArgs,
  ): Promise<Page<WeightsChange>> {
    const olderThan = decodeCursor(after, 1)?.[0];
    if (olderThan !== undefined && !/^\d{1,18}$/.test(String(olderThan))) {
      throw new BadInput([{ field: 'after', allowed: 'a cursor from an earlier page of the same list' }]);
    }
    const changes = await this.history.list(actor, forumId, first + 1, olderThan?.toString());
    return pageOf(changes, first, ({ id }) => [id]);
  }

  @FieldAccess('asObject')
  @ResolveField(() => AccountType, { description: 'Who made it.' })
  async account(@Parent() { accountId }: WeightsChange, @Context() { loaders }: ApiContext): Promise<AccountType> {
    return (await loaders.load(Account, accountId))!;
  }
}

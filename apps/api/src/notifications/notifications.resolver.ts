import { Args, Context, Int, Mutation, Parent, Query, ResolveField, Resolver, Subscription } from '@nestjs/graphql';
import { NotificationsService, type Actor, type Notification } from '#domain';
import { Access } from '../auth/access.decorator.js';
import { FieldAccess } from '../auth/field-access.decorator.js';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { KeyScope } from '../auth/key-scope.decorator.js';
import type { ApiContext } from '../graphql/api-context.js';
import { decodeTimeCursor, pageOf, timeCursorOf, type Page } from '../graphql/pagination.js';
import { UuidScalar } from '../graphql/scalars.js';
import { textOf } from './notification.texts.js';
import { NotificationConnection, NotificationsArgs, NotificationType } from './notification.type.js';

@Resolver(() => NotificationType)
export class NotificationsResolver {
  constructor(private readonly notifications: NotificationsService) {}

  @Access('signedIn')
  @KeyScope('none')
  @Query(() => NotificationConnection, { name: 'myNotifications', description: 'My messages, newest first.' })
  async list(
    @CurrentActor() actor: Actor,
    @Args() { first, after, unreadOnly }: NotificationsArgs,
  ): Promise<Page<NotificationType>> {
    const notifications = await this.notifications.list(actor, unreadOnly, first + 1, decodeTimeCursor(after));
    return pageOf(notifications, first, timeCursorOf);
  }

  @Access('signedIn')
  @KeyScope('none')
  @Mutation(() => NotificationType, { description: 'Marks one of my messages as read; again changes nothing.' })
  markNotificationRead(
    @CurrentActor() actor: Actor,
    @Args('id', { type: () => UuidScalar, description: 'The message.' }) id: string,
  ): Promise<NotificationType> {
    return this.notifications.markRead(actor, id, new Date());
  }

  @Access('signedIn')
  @KeyScope('none')
  @Subscription(() => Int, {
    description: 'How many of my messages are unread: now, and after each change.',
    resolve: (count: number) => count,
  })
  unreadNotificationCount(@CurrentActor() actor: Actor): AsyncIterableIterator<number> {
    return this.notifications.watchUnread(actor);
  }

  @FieldAccess('asObject')
  @ResolveField(() => String, { description: 'The message in the language of Accept-Language (en or zh).' })
  text(@Parent() { kind, parameters }: Notification, @Context() { locale }: ApiContext): string {
    return textOf(kind, parameters, locale);
  }
}

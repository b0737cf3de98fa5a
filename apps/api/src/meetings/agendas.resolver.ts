import { Args, Query, Resolver } from '@nestjs/graphql';
import { AgendasService, type Actor } from '#domain';
import { Access } from '../auth/access.decorator.js';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { KeyScope } from '../auth/key-scope.decorator.js';
import { decodeTimeCursor, ForumPageArgs, pageOf, timeCursorOf, type Page } from '../graphql/pagination.js';
import { UuidScalar } from '../graphql/scalars.js';
import { MeetingConnection, MeetingType } from './meeting.type.js';

@Resolver()
export class AgendasResolver {
  constructor(private readonly agendas: AgendasService) {}

  @Access('partyOrForumStaff')
  @KeyScope('meetings:read')
  @Query(() => [MeetingType], {
    description:
      'The meetings of one company at a forum, or of all of mine, in order of time. For its members and the forum’s staff.',
  })
  myAgenda(
    @CurrentActor() actor: Actor,
    @Args('forumId', { type: () => UuidScalar, description: 'The forum.' }) forumId: string,
    @Args('companyId', { type: () => UuidScalar, nullable: true, description: 'One company; otherwise all of mine.' })
    companyId?: string | null,
  ): Promise<MeetingType[]> {
    return this.agendas.agenda(actor, forumId, companyId ?? undefined);
  }

  @Access('partyOrForumStaff')
  @KeyScope('meetings:read')
  @Query(() => MeetingType, { description: 'A meeting of one of my companies, or of a forum I am staff of.' })
  meeting(
    @CurrentActor() actor: Actor,
    @Args('id', { type: () => UuidScalar, description: 'The meeting.' }) id: string,
  ): Promise<MeetingType> {
    return this.agendas.meeting(actor, id);
  }

  @Access('forumStaff')
  @KeyScope('schedule:read')
  @Query(() => MeetingConnection, { description: 'All meetings of a forum, in order of time.' })
  async forumMeetings(
    @CurrentActor() actor: Actor,
    @Args() { forumId, first, after }: ForumPageArgs,
  ): Promise<Page<MeetingType>> {
    const cursor = decodeTimeCursor(after);
    const from = cursor && { startsAt: cursor.createdAt, id: cursor.id };
    const meetings = await this.agendas.forumMeetings(actor, forumId, first + 1, from);
    return pageOf(meetings, first, ({ id, slot }) => timeCursorOf({ id, createdAt: slot.startsAt }));
  }
}

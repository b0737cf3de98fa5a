import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { AgendasService, BookingChangesService, BookingsService, Refusal, type Actor, type Meeting } from '#domain';
import { Access } from '../auth/access.decorator.js';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { KeyScope } from '../auth/key-scope.decorator.js';
import { UuidScalar } from '../graphql/scalars.js';
import { BookMeetingInput, CancelMeetingInput, MoveMeetingInput } from './booking.inputs.js';
import { BookMeetingResult, CancelMeetingResult, CommonFreeSlotsResult, MoveMeetingResult } from './booking.results.js';
import type { FreeSlotsType } from './free-slot.type.js';
import type { MeetingType } from './meeting.type.js';

@Resolver()
export class BookingsResolver {
  constructor(
    private readonly bookings: BookingsService,
    private readonly changes: BookingChangesService,
    private readonly agendas: AgendasService,
  ) {}

  @Access('partyOrForumStaff')
  @KeyScope('meetings:book')
  @Query(() => CommonFreeSlotsResult as never, {
    description:
      'The slots in which two or three companies could meet: each is free and a table is free. For their members and the staff.',
  })
  async commonFreeSlots(
    @CurrentActor() actor: Actor,
    @Args('forumId', { type: () => UuidScalar, description: 'The forum.' }) forumId: string,
    @Args('companyIds', { type: () => [UuidScalar], description: 'Two or three companies.' }) companyIds: string[],
  ): Promise<FreeSlotsType | Refusal> {
    const slots = await this.bookings.commonFreeSlots(actor, { forumId, companyIds }, new Date());
    return slots instanceof Refusal ? slots : { slots };
  }

  @Access('companyMember')
  @KeyScope('meetings:book')
  @Mutation(() => BookMeetingResult as never, {
    description: 'Books a slot for two companies, by their agreed meeting request or the other’s standing consent.',
  })
  async bookMeeting(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The booking.' }) input: BookMeetingInput,
  ): Promise<MeetingType | Refusal> {
    return this.show(actor, await this.bookings.bookMeeting(actor, input, new Date()));
  }

  @Access('partyOrForumStaff')
  @KeyScope('meetings:book')
  @Mutation(() => MoveMeetingResult as never, {
    description: 'Moves a planned meeting to another slot or table. For its companies and the forum’s staff.',
  })
  async moveMeeting(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'Where to, and why.' }) input: MoveMeetingInput,
  ): Promise<MeetingType | Refusal> {
    return this.show(actor, await this.changes.moveMeeting(actor, input, new Date()));
  }

  @Access('partyOrForumStaff')
  @KeyScope('meetings:book')
  @Mutation(() => CancelMeetingResult as never, {
    description: 'Cancels a planned meeting. For its companies and the forum’s staff.',
  })
  async cancelMeeting(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'Which, and why.' }) { reason, ...input }: CancelMeetingInput,
  ): Promise<MeetingType | Refusal> {
    return this.show(actor, await this.changes.cancelMeeting(actor, { ...input, reason: reason ?? null }, new Date()));
  }

  private async show(actor: Actor, answer: Meeting | Refusal): Promise<MeetingType | Refusal> {
    return answer instanceof Refusal ? answer : this.agendas.meeting(actor, answer.id);
  }
}

import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { DraftEditsService, type Actor, type Refusal } from '#domain';
import { Access } from '../auth/access.decorator.js';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { KeyScope } from '../auth/key-scope.decorator.js';
import { DraftMeetingInput, MoveDraftMeetingInput, PinDraftMeetingInput } from './schedule-draft.input.js';
import { EditDraftResult, MoveDraftMeetingResult } from './schedule-draft.result.js';
import type { ScheduleDraftType } from './schedule-draft.type.js';

@Resolver()
export class DraftEditsResolver {
  constructor(private readonly edits: DraftEditsService) {}

  @Access('forumOrganizer')
  @KeyScope('none')
  @Mutation(() => EditDraftResult as never, {
    description: 'Makes the next runs keep a placed meeting where it is, or no longer.',
  })
  pinDraftMeeting(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The pin.' }) input: PinDraftMeetingInput,
  ): Promise<ScheduleDraftType | Refusal> {
    return this.edits.pinDraftMeeting(actor, input, new Date());
  }

  @Access('forumOrganizer')
  @KeyScope('none')
  @Mutation(() => MoveDraftMeetingResult as never, {
    description: 'Places or moves a meeting of a draft while all others stay where they are; tells what is in its way.',
  })
  moveDraftMeeting(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The place.' }) input: MoveDraftMeetingInput,
  ): Promise<ScheduleDraftType | Refusal> {
    return this.edits.moveDraftMeeting(actor, input, new Date());
  }

  @Access('forumOrganizer')
  @KeyScope('none')
  @Mutation(() => EditDraftResult as never, {
    description: 'Takes a meeting out of a draft’s schedule; a published one would be withdrawn at approval.',
  })
  unplaceDraftMeeting(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The meeting.' }) input: DraftMeetingInput,
  ): Promise<ScheduleDraftType | Refusal> {
    return this.edits.unplaceDraftMeeting(actor, input, new Date());
  }
}

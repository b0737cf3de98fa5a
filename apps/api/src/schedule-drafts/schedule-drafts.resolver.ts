import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver, Subscription } from '@nestjs/graphql';
import {
  ScheduleDraftsService,
  ScheduleRunsService,
  type Actor,
  type DraftMeeting,
  type Refusal,
  type ScheduleDraft,
  type UnplacedDraftMeeting,
} from '#domain';
import { Access } from '../auth/access.decorator.js';
import { FieldAccess } from '../auth/field-access.decorator.js';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { KeyScope } from '../auth/key-scope.decorator.js';
import {
  decodeCursor,
  decodeTimeCursor,
  ForumPageArgs,
  PageArgs,
  pageOf,
  timeCursorOf,
  type Page,
} from '../graphql/pagination.js';
import type { ApiContext } from '../graphql/api-context.js';
import { UuidScalar } from '../graphql/scalars.js';
import { describeDraft } from './draft-notes.texts.js';
import { StartScheduleRunInput } from './start-schedule-run.input.js';
import { CancelScheduleRunResult, StartScheduleRunResult } from './schedule-draft.result.js';
import {
  DraftMeetingConnection,
  ScheduleDraftConnection,
  ScheduleDraftType,
  ScheduleFilesType,
  UnplacedMeetingConnection,
} from './schedule-draft.type.js';

@Resolver(() => ScheduleDraftType)
export class ScheduleDraftsResolver {
  constructor(
    private readonly drafts: ScheduleDraftsService,
    private readonly runs: ScheduleRunsService,
  ) {}

  @Access('forumOrganizer')
  @KeyScope('none')
  @Mutation(() => StartScheduleRunResult as never, {
    description:
      'Makes a schedule of the agreed meeting requests as a draft. A job does it: follow it with `scheduleDraftProgress`.',
  })
  startScheduleRun(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The run.' }) input: StartScheduleRunInput,
  ): Promise<ScheduleDraftType | Refusal> {
    const { maxMoves = null, fairness = null, subForumIds = null, meetingWeights, ...rest } = input;
    return this.runs.start(actor, {
      ...rest,
      maxMoves,
      fairness,
      subForumIds,
      meetingWeights: { ...meetingWeights },
    });
  }

  @Access('forumOrganizer')
  @KeyScope('none')
  @Mutation(() => CancelScheduleRunResult as never, {
    description: 'Calls a run off. Its search ends at once; the best schedule found by then is checked and kept.',
  })
  cancelScheduleRun(
    @CurrentActor() actor: Actor,
    @Args('id', { type: () => UuidScalar, description: 'The run.' }) id: string,
  ): Promise<ScheduleDraftType | Refusal> {
    return this.runs.cancel(actor, id, new Date());
  }

  @Access('forumStaff')
  @KeyScope('schedule:read')
  @Query(() => ScheduleDraftType, { description: 'A run or draft of a forum I am staff of.' })
  scheduleDraft(
    @CurrentActor() actor: Actor,
    @Args('id', { type: () => UuidScalar, description: 'The draft.' }) id: string,
  ): Promise<ScheduleDraftType> {
    return this.drafts.find(actor, id);
  }

  @Access('forumStaff')
  @KeyScope('schedule:read')
  @Query(() => ScheduleDraftConnection, { description: 'The runs and drafts of a forum I am staff of, newest first.' })
  async scheduleDrafts(
    @CurrentActor() actor: Actor,
    @Args() { forumId, first, after }: ForumPageArgs,
  ): Promise<Page<ScheduleDraftType>> {
    const drafts = await this.drafts.list(actor, forumId, first + 1, decodeTimeCursor(after));
    return pageOf(drafts, first, timeCursorOf);
  }

  @Access('forumStaff')
  @KeyScope('schedule:read')
  @Subscription(() => ScheduleDraftType, {
    description: 'A run or draft as it is now, and after each change.',
    resolve: (draft: ScheduleDraftType) => draft,
  })
  scheduleDraftProgress(
    @CurrentActor() actor: Actor,
    @Args('id', { type: () => UuidScalar, description: 'The draft.' }) id: string,
  ): Promise<AsyncIterableIterator<ScheduleDraftType>> {
    return this.drafts.watch(actor, id);
  }

  @FieldAccess('asObject')
  @ResolveField(() => [String], {
    description:
      'What is to be known beside the numbers, a sentence each, in the language of Accept-Language (en or zh).',
  })
  notes(@Parent() draft: ScheduleDraft, @Context() { locale }: ApiContext): string[] {
    return describeDraft(draft, locale);
  }

  @FieldAccess('asObject')
  @ResolveField(() => ScheduleFilesType, {
    nullable: true,
    description:
      'The schedule for the command `check-schedule`, which needs nothing of this service; null while there is none.',
  })
  files(@Parent() { id, evidence }: ScheduleDraft): ScheduleFilesType | null {
    if (evidence === null) return null;
    return { problem: `/schedule-drafts/${id}/problem.json`, schedule: `/schedule-drafts/${id}/schedule.json` };
  }

  @FieldAccess('asObject')
  @ResolveField(() => DraftMeetingConnection, { description: 'The placed meetings, in order of time.' })
  async placements(@Parent() draft: ScheduleDraft, @Args() { first, after }: PageArgs): Promise<Page<DraftMeeting>> {
    const cursor = decodeTimeCursor(after);
    const from = cursor && { startsAt: cursor.createdAt, id: cursor.id };
    const meetings = await this.drafts.listPlaced(draft, first + 1, from);
    return pageOf(meetings, first, ({ id, slot }) => timeCursorOf({ id, createdAt: slot!.startsAt }));
  }

  @FieldAccess('asObject')
  @ResolveField(() => UnplacedMeetingConnection, { description: 'The meetings without a place, each with its cause.' })
  async unplaced(
    @Parent() draft: ScheduleDraft,
    @Args() { first, after }: PageArgs,
  ): Promise<Page<UnplacedDraftMeeting>> {
    const afterId = decodeCursor(after, 1)?.[0];
    const meetings = await this.drafts.listUnplaced(
      draft,
      first + 1,
      afterId === undefined ? undefined : String(afterId),
    );
    return pageOf(meetings, first, ({ cause }) => [cause.meeting]);
  }
}

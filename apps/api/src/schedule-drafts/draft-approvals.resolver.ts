import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import {
  DraftApprovalsService,
  DraftRenewalsService,
  ScheduleDraftsService,
  type Actor,
  type Refusal,
  type RenewedDraft,
} from '#domain';
import { Access } from '../auth/access.decorator.js';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { KeyScope } from '../auth/key-scope.decorator.js';
import { UuidScalar } from '../graphql/scalars.js';
import { ApprovalPreviewType, ScheduleComparisonType } from './comparison.type.js';
import { ApproveScheduleDraftInput, RestoreScheduleInput, ScheduleDraftVersionInput } from './schedule-draft.input.js';
import { ApproveScheduleDraftResult, RebaseAndApproveResult, RenewDraftResult } from './schedule-draft.result.js';
import type { ScheduleDraftType } from './schedule-draft.type.js';

@Resolver()
export class DraftApprovalsResolver {
  constructor(
    private readonly approvals: DraftApprovalsService,
    private readonly renewals: DraftRenewalsService,
    private readonly drafts: ScheduleDraftsService,
  ) {}

  @Access('forumStaff')
  @KeyScope('none')
  @Query(() => ApprovalPreviewType, { description: 'What approving a draft would do now, and whom it would tell.' })
  async approvalPreview(
    @CurrentActor() actor: Actor,
    @Args('scheduleDraftId', { type: () => UuidScalar, description: 'The draft.' }) scheduleDraftId: string,
  ): Promise<ApprovalPreviewType> {
    const preview = await this.approvals.preview(actor, scheduleDraftId, new Date());
    return {
      newCount: preview.added.length,
      movedCount: preview.moved.length,
      tablesChangedCount: preview.tablesChanged.length,
      withdrawnCount: preview.withdrawn.length,
      companyIds: preview.companyIds,
      overtaken: preview.overtaken,
    };
  }

  @Access('forumStaff')
  @KeyScope('schedule:read')
  @Query(() => ScheduleComparisonType, { description: 'How draft A differs from draft B, or from what is published.' })
  compareDrafts(
    @CurrentActor() actor: Actor,
    @Args('a', { type: () => UuidScalar, description: 'Draft A.' }) a: string,
    @Args('b', { type: () => UuidScalar, nullable: true, description: 'Draft B; left out: the published schedule.' })
    b?: string | null,
  ): Promise<ScheduleComparisonType> {
    return this.drafts.compare(actor, a, b ?? null);
  }

  @Access('forumOrganizer')
  @KeyScope('none')
  @Mutation(() => ApproveScheduleDraftResult as never, {
    description:
      'Publishes a draft: new meetings, moved ones, withdrawn ones cancelled, all at once; tells exactly the companies concerned.',
  })
  approveScheduleDraft(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The approval.' }) input: ApproveScheduleDraftInput,
  ): Promise<ScheduleDraftType | Refusal> {
    return this.approvals.approve(actor, { ...input, reason: input.reason ?? null }, new Date());
  }

  @Access('forumOrganizer')
  @KeyScope('none')
  @Mutation(() => RebaseAndApproveResult as never, {
    description:
      'Rebases a draft and publishes it in one step, so that no booking comes between the two. What bookings have overtaken stays as they left it. Refused as outdated when a published meeting would be withdrawn only because it lost its place.',
  })
  rebaseAndApproveScheduleDraft(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The approval.' }) input: ApproveScheduleDraftInput,
  ): Promise<RenewedDraft | Refusal> {
    return this.approvals.rebaseAndApprove(actor, { ...input, reason: input.reason ?? null }, new Date());
  }

  @Access('forumOrganizer')
  @KeyScope('none')
  @Mutation(() => RenewDraftResult as never, {
    description: 'Adapts a draft to what happened since its run: keeps what still fits, drops the rest, and says what.',
  })
  rebaseScheduleDraft(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The draft.' }) input: ScheduleDraftVersionInput,
  ): Promise<RenewedDraft | Refusal> {
    return this.renewals.rebase(actor, input, new Date());
  }

  @Access('forumOrganizer')
  @KeyScope('none')
  @Mutation(() => RenewDraftResult as never, {
    description:
      'Makes a new draft with the places of an approved one, checked against today; approve it like any other.',
  })
  restoreSchedule(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The schedule.' }) input: RestoreScheduleInput,
  ): Promise<RenewedDraft | Refusal> {
    return this.renewals.restore(actor, input, new Date());
  }
}

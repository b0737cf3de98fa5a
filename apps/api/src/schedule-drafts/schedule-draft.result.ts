import { Field, ID, ObjectType } from '@nestjs/graphql';
import { EditConflictType, RefusalType, WrongStateType } from '../graphql/refusal.types.js';
import { resultUnion } from '../graphql/result-union.js';
import { ObstacleType, OvertakenMeetingType, RenewedDraftType, ScheduleDraftType } from './schedule-draft.type.js';

@ObjectType('RunInProgress', {
  implements: RefusalType,
  description: 'The forum has a schedule run that has not ended.',
})
export class RunInProgressType extends RefusalType {
  @Field(() => ID, { description: 'That run: follow it, or cancel it.' })
  scheduleDraftId: string;
}

@ObjectType('PlaceObstructed', {
  implements: RefusalType,
  description: 'The meeting cannot be held there while all others of the draft stay where they are.',
})
export class PlaceObstructedType extends RefusalType {
  @Field(() => [ObstacleType], { description: 'Everything that stands in the way.' })
  obstacles: ObstacleType[];
}

@ObjectType('MeetingFixed', {
  implements: RefusalType,
  description:
    'Booked directly by its companies, begun, over, or of a sub-forum that the run is not about: the draft does not change it.',
})
export class MeetingFixedType extends RefusalType {}

@ObjectType('DraftOutdated', {
  implements: RefusalType,
  description: 'Bookings, moves, cancellations or withdrawals since the run touch meetings of the draft: rebase it.',
})
export class DraftOutdatedType extends RefusalType {
  @Field(() => [OvertakenMeetingType], { description: 'Which meetings, and how.' })
  overtaken: OvertakenMeetingType[];
}

const draftOr = (name: string, refusals: (new () => RefusalType)[], description: string): unknown =>
  resultUnion({ name, resultName: 'ScheduleDraft', result: ScheduleDraftType, refusals, description });
const editRefusals = [EditConflictType, WrongStateType, DraftOutdatedType, MeetingFixedType];

export const StartScheduleRunResult = draftOr(
  'StartScheduleRunResult',
  [WrongStateType, RunInProgressType],
  'The run, or why not.',
);
export const CancelScheduleRunResult = draftOr('CancelScheduleRunResult', [WrongStateType], 'The run, or why not.');
export const EditDraftResult = draftOr('EditDraftResult', editRefusals, 'The changed draft, or why not.');
export const MoveDraftMeetingResult = draftOr(
  'MoveDraftMeetingResult',
  [...editRefusals, PlaceObstructedType],
  'The changed draft, or why not.',
);
const approvalRefusals = [EditConflictType, WrongStateType, DraftOutdatedType];
export const ApproveScheduleDraftResult = draftOr(
  'ApproveScheduleDraftResult',
  approvalRefusals,
  'The published draft, or why not.',
);

const renewedOr = (name: string, refusals: (new () => RefusalType)[], description: string): unknown =>
  resultUnion({ name, resultName: 'RenewedDraft', result: RenewedDraftType, refusals, description });

export const RenewDraftResult = renewedOr(
  'RenewDraftResult',
  [EditConflictType, WrongStateType],
  'The draft and what was lost, or why not.',
);
export const RebaseAndApproveResult = renewedOr(
  'RebaseAndApproveResult',
  approvalRefusals,
  'The published draft and what was lost, or why not.',
);

import { Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import type { Evidence, ObstacleKind } from '#scheduling';
import type { Overtaking, ScheduleDraftState, SearchCut } from '#domain';
import { connectionOf } from '../graphql/pagination.js';
import { DateTimeScalar } from '../graphql/scalars.js';
import { BoundProofEnum, MinBreaksScopeEnum } from './evidence.enums.js';
import { MeetingsOutsideType, ScheduleRunOptionsType } from './run-options.type.js';
import {
  ObstacleKindEnum,
  OvertakingEnum,
  ScheduleDraftStateEnum,
  SearchCutEnum,
  SearchEndEnum,
} from './schedule-draft.enums.js';

@ObjectType('ScheduleRunProgress', { description: 'How far a run has come.' })
export class ScheduleRunProgressType {
  @Field(() => Int, { description: 'Weight placed so far.' })
  placedWeight: number;

  @Field(() => Int, { description: 'No schedule places more weight.' })
  maxWeight: number;

  @Field(() => Int, { description: 'Breaks so far.' })
  breaks: number;

  @Field(() => Int, { description: 'No schedule of the meetings placed so far has fewer breaks; 0 while not known.' })
  minBreaks: number;

  @Field(() => Float, {
    nullable: true,
    description: 'When the best so far was found, in seconds since the search began; null while nothing is placed.',
  })
  bestAfterSeconds: number | null;

  @Field(() => Int, { description: 'Steps of the search so far.' })
  steps: number;

  @Field(() => Float, { description: 'Share of the steps or of the time that is used, 0 to 1.' })
  share: number;
}

@ObjectType('BoundProofs', {
  description: 'What the bounds of a schedule rest on; the certificates are in its file (`ScheduleDraft.files`).',
})
export class BoundProofsType {
  @Field(() => BoundProofEnum, { description: 'Of maxWeight.' })
  weight: Evidence['proof']['weight'];

  @Field(() => BoundProofEnum, { description: 'Of minBreaks.' })
  breaks: Evidence['proof']['breaks'];
}

@ObjectType('FairnessEvidence', { description: 'How far the breaks of two delegations with a placed meeting differ.' })
export class FairnessEvidenceType {
  @Field(() => Int, { description: 'At most so far, as was asked.' })
  asked: number;

  @Field(() => Int, { description: 'So far in this schedule; above what was asked, the smallest that was found.' })
  reached: number;

  @Field({ description: 'Whether no schedule of this weight is fairer, or it is what was asked for.' })
  isProven: boolean;
}

@ObjectType('ScheduleEvidence', {
  description:
    'How good a schedule is and against what it was measured: weight of at most maxWeight, meetings of at most maxMeetings, breaks of at least minBreaks.',
})
export class ScheduleEvidenceType {
  @Field(() => Int, {
    description: 'Weight placed: the sum of what the placed meetings count by `options.meetingWeights`.',
  })
  weight: number;

  @Field(() => Int, { description: 'No schedule places more weight.' })
  maxWeight: number;

  @Field(() => Int, { description: 'Meetings placed.' })
  meetings: number;

  @Field(() => Int, { description: 'No schedule places more meetings.' })
  maxMeetings: number;

  @Field(() => Int, { description: 'Times of waiting between two meetings of one delegation, over all delegations.' })
  breaks: number;

  @Field(() => Int, { description: 'No schedule of exactly these meetings has fewer breaks; see minBreaksScope.' })
  minBreaks: number;

  @Field(() => Int, { description: 'Published meetings whose slot would change, or that would be withdrawn.' })
  moved: number;

  @Field(() => Int, { description: 'Published meetings that would keep their slot at another table.' })
  tablesChanged: number;

  @Field(() => Int, {
    description: 'Published meetings that could not stay; they do not count against the most moves.',
  })
  displaced: number;

  @Field(() => MinBreaksScopeEnum, { description: 'Which schedules minBreaks holds for.' })
  minBreaksScope: Evidence['minBreaksScope'];

  @Field(() => BoundProofsType, { description: 'What the bounds rest on.' })
  proof: BoundProofsType;

  @Field(() => FairnessEvidenceType, {
    nullable: true,
    description: 'How fair the schedule is; null when fairness was not asked for.',
  })
  fairness: FairnessEvidenceType | null;

  @Field(() => SearchEndEnum, { description: 'What ended the search.' })
  endedBy: Evidence['endedBy'];

  @Field(() => Int, { description: 'The seed of the search.' })
  seed: number;

  @Field(() => Int, { description: 'Steps that the search took.' })
  steps: number;
}

@ObjectType('ScheduleFiles', { description: 'Paths of this server; send the access token along.' })
export class ScheduleFilesType {
  @Field({ description: 'The problem that the schedule solves.' })
  problem: string;

  @Field({ description: 'The schedule with its evidence and certificates.' })
  schedule: string;
}

@ObjectType('ScheduleDraft', {
  description:
    'A run of the solver and the schedule it proposes. Seen by the forum’s staff alone until it is approved.',
})
export class ScheduleDraftType {
  @Field(() => ID, { description: 'UUID.' })
  id: string;

  @Field(() => ID, { description: 'The forum.' })
  forumId: string;

  @Field(() => ScheduleDraftStateEnum, { description: 'Where it stands.' })
  state: ScheduleDraftState;

  @Field(() => ScheduleRunOptionsType, { description: 'What was asked of the run.' })
  options: ScheduleRunOptionsType;

  @Field(() => MeetingsOutsideType, {
    nullable: true,
    description:
      'Meetings of sub-forums that the run is not about; null for the whole forum, and until there is a schedule.',
  })
  outside: MeetingsOutsideType | null;

  @Field(() => ScheduleRunProgressType, {
    nullable: true,
    description: 'How far the run has come; null before it began.',
  })
  progress: ScheduleRunProgressType | null;

  @Field(() => SearchCutEnum, {
    nullable: true,
    description: 'What ended the search from outside; null when it came to its own end.',
  })
  cutShortBy: SearchCut | null;

  @Field(() => ScheduleEvidenceType, { nullable: true, description: 'How good it is; null until there is a schedule.' })
  evidence: ScheduleEvidenceType | null;

  @Field(() => Int, { description: 'The forum’s schedule version that it knows.' })
  solvedOnVersion: number;

  @Field({ description: 'Whether it was changed by hand, rebased or restored.' })
  isEdited: boolean;

  @Field(() => ID, { nullable: true, description: 'The approved draft whose places it takes up again.' })
  restoredFromId: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When its end was asked for.' })
  cancelRequestedAt: Date | null;

  @Field(() => DateTimeScalar, { description: 'When it was asked for.' })
  createdAt: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the run ended.' })
  finishedAt: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was published.' })
  approvedAt: Date | null;

  @Field(() => Int, { description: 'Counts changes; send it as `expectedVersion`.' })
  version: number;
}

@ObjectType('DraftMeeting', { description: 'A meeting of a draft. Slot, table and parties are its fields.' })
export class DraftMeetingType {
  @Field(() => ID, { description: 'The same in every draft: the meeting request, or a booking without one.' })
  id: string;

  @Field(() => ID, { nullable: true, description: 'What the companies agreed on; null by standing consent.' })
  meetingRequestId: string | null;

  @Field(() => ID, { nullable: true, description: 'The published meeting that it stands for.' })
  meetingId: string | null;

  @Field(() => Int, { description: 'How much it is worth to place it.' })
  weight: number;

  @Field({ description: 'Whether runs keep it where it is: pinned by an organizer, booked directly, or begun.' })
  isPinned: boolean;
}

@ObjectType('Obstacle', { description: 'One thing that stands in the way of a meeting.' })
export class ObstacleType {
  @Field(() => ObstacleKindEnum, { description: 'What it is.' })
  kind: ObstacleKind;

  @Field(() => [ID], { description: 'The meetings of the draft that cause it; empty when none does.' })
  meetings: string[];
}

@ObjectType('SlotObstacles', { description: 'Everything that keeps a meeting out of one slot.' })
export class SlotObstaclesType {
  @Field(() => [ObstacleType], { description: 'Empty when the meeting was taken out by hand and could go back here.' })
  obstacles: ObstacleType[];
}

@ObjectType('UnplacedMeeting', { description: 'A meeting without a place, and why.' })
export class UnplacedMeetingType {
  @Field(() => DraftMeetingType, { description: 'The meeting.' })
  meeting: DraftMeetingType;
}

@ObjectType('OvertakenMeeting', { description: 'A meeting of a draft that cannot be as the draft has it any more.' })
export class OvertakenMeetingType {
  @Field(() => ID, { description: 'The meeting’s id in the draft.' })
  draftMeetingId: string;

  @Field(() => OvertakingEnum, { description: 'What happened.' })
  overtaking: Overtaking;

  @Field(() => [ObstacleType], { description: 'What stands in the way of its place; empty but for NO_PLACE.' })
  obstacles: ObstacleType[];
}

@ObjectType('RenewedDraft', { description: 'A draft that was adapted to today.' })
export class RenewedDraftType {
  @Field(() => ScheduleDraftType, { description: 'The draft, ready to be approved.' })
  draft: ScheduleDraftType;

  @Field(() => [OvertakenMeetingType], { description: 'The meetings that are not where the draft had them.' })
  overtaken: OvertakenMeetingType[];
}

export const ScheduleDraftConnection = connectionOf(ScheduleDraftType, 'ScheduleDraft');
export const DraftMeetingConnection = connectionOf(DraftMeetingType, 'DraftMeeting');
export const UnplacedMeetingConnection = connectionOf(UnplacedMeetingType, 'UnplacedMeeting');

import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type { ScheduleDifference } from '#scheduling';
import type { RunOptionName } from '#domain';
import { RunOptionEnum } from './run-options.enums.js';
import { ScheduleRunOptionsType } from './run-options.type.js';
import { OvertakenMeetingType } from './schedule-draft.type.js';

@ObjectType('SchedulePlacement', { description: 'A meeting at its slot and table. Slot and table are its fields.' })
export class PlacementType {
  @Field(() => ID, { name: 'draftMeetingId', description: 'The meeting’s id, the same in every draft.' })
  meeting: string;
}

@ObjectType('ScheduleMove', { description: 'A meeting that two schedules have in different places.' })
export class MoveType {
  @Field(() => ID, { name: 'draftMeetingId', description: 'The meeting’s id, the same in every draft.' })
  meeting: string;

  @Field(() => PlacementType, { description: 'Its place in the first.' })
  from: PlacementType;

  @Field(() => PlacementType, { description: 'Its place in the second.' })
  to: PlacementType;
}

@ObjectType('ScheduleComparison', { description: 'How two schedules, A and B, differ.' })
export class ScheduleComparisonType {
  @Field(() => [PlacementType], { description: 'Placed only in A.' })
  onlyInA: ScheduleDifference['onlyInA'];

  @Field(() => [PlacementType], { description: 'Placed only in B.' })
  onlyInB: ScheduleDifference['onlyInB'];

  @Field(() => [MoveType], { description: 'In both, at different times.' })
  moved: ScheduleDifference['moved'];

  @Field(() => [MoveType], { description: 'In both at the same time, at different tables.' })
  tablesChanged: ScheduleDifference['tablesChanged'];

  @Field(() => ScheduleRunOptionsType, { description: 'What was asked of the run that made A.' })
  optionsOfA: ScheduleRunOptionsType;

  @Field(() => ScheduleRunOptionsType, {
    nullable: true,
    description: 'What was asked of the run that made B; null for the published schedule.',
  })
  optionsOfB: ScheduleRunOptionsType | null;

  @Field(() => [RunOptionEnum], {
    description: 'The options in which the two differ; none beside the published schedule.',
  })
  differentOptions: RunOptionName[];
}

@ObjectType('ApprovalPreview', { description: 'What approving a draft would do now.' })
export class ApprovalPreviewType {
  @Field(() => Int, { description: 'Meetings that would be published for the first time.' })
  newCount: number;

  @Field(() => Int, { description: 'Published meetings that would change their time.' })
  movedCount: number;

  @Field(() => Int, { description: 'Published meetings that would change only their table.' })
  tablesChangedCount: number;

  @Field(() => Int, { description: 'Published meetings that would be cancelled.' })
  withdrawnCount: number;

  @Field(() => [ID], { description: 'The companies that would be told, and no others.' })
  companyIds: string[];

  @Field(() => [OvertakenMeetingType], { description: 'What must be rebased first; empty when it can be approved.' })
  overtaken: OvertakenMeetingType[];
}

import { Field, ID, Int, ObjectType } from '@nestjs/graphql';

@ObjectType('MeetingWeights', { description: 'How much it is worth to place a meeting.' })
export class MeetingWeightsType {
  @Field(() => Int, { description: 'Of a meeting of two parties.' })
  pair: number;

  @Field(() => Int, { description: 'Of a meeting of three.' })
  triple: number;

  @Field(() => Int, { description: 'Added for each party that said must-meet of another.' })
  mustMeet: number;
}

@ObjectType('ScheduleRunOptions', { description: 'What was asked of a run.' })
export class ScheduleRunOptionsType {
  @Field(() => Int, { description: 'Most seconds that the search may take.' })
  timeLimitSeconds: number;

  @Field(() => Int, { description: 'Most steps of the search.' })
  maxSteps: number;

  @Field(() => Int, { description: 'The same seed gives the same schedule when the steps end the search.' })
  seed: number;

  @Field(() => Int, { nullable: true, description: 'Most published meetings that may move; null without a limit.' })
  maxMoves: number | null;

  @Field({ description: 'Whether published meetings may lose their place to others of more weight.' })
  allowUnplace: boolean;

  @Field(() => Int, {
    nullable: true,
    description: 'At most so far may the breaks of two delegations differ; null when they may differ as they like.',
  })
  fairness: number | null;

  @Field(() => MeetingWeightsType, { description: 'How much it is worth to place a meeting.' })
  meetingWeights: MeetingWeightsType;

  @Field(() => [ID], {
    nullable: true,
    description: 'The sub-forums that the run is about; null for the whole forum.',
  })
  subForumIds: string[] | null;
}

@ObjectType('MeetingsOutside', { description: 'Meetings of other sub-forums than those that a run is about.' })
export class MeetingsOutsideType {
  @Field(() => Int, { description: 'Published ones, kept where they are.' })
  keptCount: number;

  @Field(() => Int, { description: 'Agreed meeting requests without a published meeting, left out.' })
  leftOutCount: number;
}

import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { defaultOptions, meetingWeightRanges, optionRanges, subForumCountRange } from '#domain';

const { timeLimitSeconds, maxSteps, seed, maxMoves, fairness } = optionRanges;
const { pair, triple, mustMeet } = meetingWeightRanges;
const weights = defaultOptions.meetingWeights;
const range = ({ min, max }: { min: number; max: number }): string => `${min} to ${max}`;

@InputType({ description: 'How much it is worth to place a meeting.' })
export class MeetingWeightsInput {
  @Field(() => Int, { defaultValue: weights.pair, description: `Of a meeting of two parties, ${range(pair)}.` })
  @IsInt()
  @Min(pair.min)
  @Max(pair.max)
  pair: number = weights.pair;

  @Field(() => Int, { defaultValue: weights.triple, description: `Of a meeting of three, ${range(triple)}.` })
  @IsInt()
  @Min(triple.min)
  @Max(triple.max)
  triple: number = weights.triple;

  @Field(() => Int, {
    defaultValue: weights.mustMeet,
    description: `Added for each party that said must-meet of another, ${range(mustMeet)}.`,
  })
  @IsInt()
  @Min(mustMeet.min)
  @Max(mustMeet.max)
  mustMeet: number = weights.mustMeet;
}

@InputType({ description: 'A run of the solver.' })
export class StartScheduleRunInput {
  @Field(() => ID, { description: 'The forum.' })
  @IsUUID()
  forumId: string;

  @Field(() => Int, {
    defaultValue: defaultOptions.timeLimitSeconds,
    description: `Most seconds, ${range(timeLimitSeconds)}.`,
  })
  @IsInt()
  @Min(timeLimitSeconds.min)
  @Max(timeLimitSeconds.max)
  timeLimitSeconds: number = defaultOptions.timeLimitSeconds;

  @Field(() => Int, { defaultValue: defaultOptions.maxSteps, description: `Most steps, ${range(maxSteps)}.` })
  @IsInt()
  @Min(maxSteps.min)
  @Max(maxSteps.max)
  maxSteps: number = defaultOptions.maxSteps;

  @Field(() => Int, { defaultValue: defaultOptions.seed, description: `Seed of the search, ${range(seed)}.` })
  @IsInt()
  @Min(seed.min)
  @Max(seed.max)
  seed: number = defaultOptions.seed;

  @Field(() => Int, {
    nullable: true,
    description: `Most published meetings that may move, ${range(maxMoves)}; left out: no limit.`,
  })
  @IsOptional()
  @IsInt()
  @Min(maxMoves.min)
  @Max(maxMoves.max)
  maxMoves?: number | null;

  @Field({
    defaultValue: defaultOptions.allowUnplace,
    description: 'Whether published meetings may lose their place to others of more weight; each counts as moved.',
  })
  @IsBoolean()
  allowUnplace: boolean = defaultOptions.allowUnplace;

  @Field(() => Int, {
    nullable: true,
    description: `At most so far may the breaks of two delegations differ, ${range(fairness)}; left out: as they like.`,
  })
  @IsOptional()
  @IsInt()
  @Min(fairness.min)
  @Max(fairness.max)
  fairness?: number | null;

  @Field(() => MeetingWeightsInput, {
    defaultValue: weights,
    description: 'How much it is worth to place a meeting.',
  })
  @IsObject()
  @ValidateNested()
  @Type(() => MeetingWeightsInput)
  meetingWeights: MeetingWeightsInput = weights;

  @Field(() => [ID], {
    nullable: true,
    description: `The run is about the meetings of these sub-forums, ${range(subForumCountRange)}; published meetings of others, and of none, keep their places. Left out: the whole forum.`,
  })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(subForumCountRange.min)
  @ArrayMaxSize(subForumCountRange.max)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  subForumIds?: string[] | null;

  @Field({ description: 'The same key sent again answers with the first run; 8 to 200 characters.' })
  @IsString()
  @Length(8, 200)
  idempotencyKey: string;
}

import { ArgsType, Field, ID, InputType, Int } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { IsInt, IsObject, IsOptional, IsString, IsUUID, Length, Max, Min, ValidateNested } from 'class-validator';
import { previewRanges } from '#domain';
import { FitWeightsType, ScoreWeightsType } from '../forums/forum.type.js';
import { PageArgs } from '../graphql/pagination.js';

const { sampleSize, count, seed } = previewRanges;

@InputType({ description: 'Weights to try on a sample of a forum’s companies.' })
export class PreviewWeightsInput {
  @Field(() => ID, { description: 'The forum.' })
  @IsUUID()
  forumId: string;

  @Field(() => ScoreWeightsType, { description: 'Parts of a pair score.' })
  @IsObject()
  @ValidateNested()
  @Type(() => ScoreWeightsType)
  score: ScoreWeightsType;

  @Field(() => FitWeightsType, { description: 'Parts of a fit.' })
  @IsObject()
  @ValidateNested()
  @Type(() => FitWeightsType)
  fit: FitWeightsType;

  @Field(() => Int, {
    defaultValue: 50,
    description: `How many companies’ lists to compare at most, ${sampleSize.min} to ${sampleSize.max}.`,
  })
  @IsInt()
  @Min(sampleSize.min)
  @Max(sampleSize.max)
  sampleSize: number = 50;

  @Field(() => Int, { defaultValue: 20, description: `How many triples of each list, ${count.min} to ${count.max}.` })
  @IsInt()
  @Min(count.min)
  @Max(count.max)
  count: number = 20;

  @Field(() => Int, {
    nullable: true,
    description: `Draws the sample, ${seed.min} to ${seed.max}: that of an earlier preview tries other weights on the same companies. Left out: chosen at random.`,
  })
  @IsOptional()
  @IsInt()
  @Min(seed.min)
  @Max(seed.max)
  seed?: number | null;

  @Field({ description: 'The same key sent again answers with the first preview; 8 to 200 characters.' })
  @IsString()
  @Length(8, 200)
  idempotencyKey: string;
}

@ArgsType()
export class WeightsOfForumArgs extends PageArgs {
  @Field(() => ID, { description: 'The forum.' })
  @IsUUID()
  forumId: string;
}

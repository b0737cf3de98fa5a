import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { IsInt, IsString, IsUUID, Length, Max, Min } from 'class-validator';
import { wantedCountRange } from '#domain';

@InputType({ description: 'A forum-wide run.' })
export class StartForumRankingInput {
  @Field(() => ID, { description: 'The forum.' })
  @IsUUID()
  forumId: string;

  @Field(() => Int, {
    defaultValue: 20,
    description: `How many triples at most, of each company and of the whole forum; ${wantedCountRange.min} to ${wantedCountRange.max}.`,
  })
  @IsInt()
  @Min(wantedCountRange.min)
  @Max(wantedCountRange.max)
  count: number = 20;

  @Field({ description: 'The same key sent again answers with the first run; 8 to 200 characters.' })
  @IsString()
  @Length(8, 200)
  idempotencyKey: string;
}

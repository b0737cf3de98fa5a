import { ArgsType, Field } from '@nestjs/graphql';
import { IsUUID } from 'class-validator';
import { PageArgs } from '../graphql/pagination.js';
import { UuidScalar } from '../graphql/scalars.js';

@ArgsType()
export class ForumMeetingsArgs extends PageArgs {
  @Field(() => UuidScalar, { description: 'The forum.' })
  @IsUUID()
  forumId: string;
}

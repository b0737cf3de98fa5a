import { ArgsType, Field, ID, ObjectType } from '@nestjs/graphql';
import { IsBoolean } from 'class-validator';
import { connectionOf, PageArgs } from '../graphql/pagination.js';
import { DateTimeScalar, JsonScalar } from '../graphql/scalars.js';

@ObjectType('Notification', { description: 'A message to one person about something that happened.' })
export class NotificationType {
  @Field(() => ID, { description: 'UUID.' })
  id: string;

  @Field({ description: 'What happened, such as `meeting.moved`.' })
  kind: string;

  @Field(() => JsonScalar, { description: 'What the text is made of: ids, names, times.' })
  parameters: Record<string, string | number | null>;

  @Field(() => ID, { nullable: true, description: 'The forum it is about.' })
  forumId: string | null;

  @Field(() => DateTimeScalar, { description: 'When it happened.' })
  createdAt: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was read.' })
  readAt: Date | null;
}

export const NotificationConnection = connectionOf(NotificationType, 'Notification');

@ArgsType()
export class NotificationsArgs extends PageArgs {
  @Field(() => Boolean, { defaultValue: false, description: 'Leave out what I have read.' })
  @IsBoolean()
  unreadOnly: boolean = false;
}

import { Field, ID, ObjectType } from '@nestjs/graphql';
import { DateTimeScalar } from '../graphql/scalars.js';

@ObjectType('SignIn', { description: 'Where a person is signed in.' })
export class SignInType {
  @Field(() => ID, { description: 'Id.' })
  id: string;

  @Field(() => String, {
    nullable: true,
    description: 'Such as “Firefox on Linux”; null when the program does not say.',
  })
  device: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The network from which it was last used, such as 203.0.113.0/24; forgotten when the sign-in ends.',
  })
  network: string | null;

  @Field(() => DateTimeScalar, { description: 'When the person signed in.' })
  createdAt: Date;

  @Field(() => DateTimeScalar, { description: 'When tokens were last drawn for it.' })
  lastUsedAt: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was ended; null while it is open.' })
  endedAt: Date | null;
}

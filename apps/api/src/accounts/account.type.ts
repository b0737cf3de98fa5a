import { Field, ID, ObjectType } from '@nestjs/graphql';
import { DateTimeScalar } from '../graphql/scalars.js';

@ObjectType('Account', { description: 'A person who can sign in.' })
export class AccountType {
  @Field(() => ID, { description: 'UUID.' })
  id: string;

  @Field({ description: 'E-mail, lower case.' })
  email: string;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When this person last proved that the e-mail is theirs; null while nobody has.',
  })
  emailVerifiedAt: Date | null;

  @Field({ description: 'Name or role to show.' })
  displayName: string;

  @Field({ description: 'Language of messages: en or zh.' })
  locale: string;

  @Field({ description: 'IANA time zone in which this person reads times.' })
  timeZone: string;

  @Field({ description: 'Whether this person runs the installation.' })
  isAdministrator: boolean;
}

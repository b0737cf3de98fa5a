import { Field, ID, ObjectType } from '@nestjs/graphql';
import { FreshSignInNeededType, InvalidCredentialsType, TooManyAttemptsType } from '../auth/sign-in.types.js';
import { RefusalType } from '../graphql/refusal.types.js';
import { resultUnion } from '../graphql/result-union.js';
import { DateTimeScalar } from '../graphql/scalars.js';

@ObjectType('ErasedAccount', { description: 'An account that tells nothing of a person any more.' })
export class ErasedAccountType {
  @Field(() => ID, { description: 'UUID; what stays as a record names it.' })
  accountId: string;

  @Field(() => DateTimeScalar, { description: 'When it was erased.' })
  erasedAt: Date;
}

@ObjectType('AccountNeeded', {
  implements: RefusalType,
  description: 'Nobody else owns these companies, organizes these forums or runs the installation.',
})
export class AccountNeededType extends RefusalType {
  @Field(() => [ID], { description: 'Companies, not archived, of which it is the last owner.' })
  companyIds: string[];

  @Field(() => [ID], { description: 'Forums, not closed, of which it is the last organizer.' })
  forumIds: string[];

  @Field({ description: 'Whether it is the last administrator.' })
  isLastAdministrator: boolean;
}

export const EraseMyAccountResult = resultUnion({
  name: 'EraseMyAccountResult',
  resultName: 'ErasedAccount',
  result: ErasedAccountType,
  refusals: [AccountNeededType, InvalidCredentialsType, TooManyAttemptsType, FreshSignInNeededType],
  description: 'The erased account, or why not.',
});

export const EraseAccountResult = resultUnion({
  name: 'EraseAccountResult',
  resultName: 'ErasedAccount',
  result: ErasedAccountType,
  refusals: [AccountNeededType],
  description: 'The erased account, or why not.',
});

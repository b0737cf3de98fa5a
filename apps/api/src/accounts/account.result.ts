import { Field, Int, ObjectType } from '@nestjs/graphql';
import {
  EmailTakenType,
  FreshSignInNeededType,
  InvalidCredentialsType,
  TooManyAttemptsType,
} from '../auth/sign-in.types.js';
import { RefusalType } from '../graphql/refusal.types.js';
import { resultUnion } from '../graphql/result-union.js';
import { AccountType } from './account.type.js';

@ObjectType({
  description: 'The request was heard. It says nothing of whether there is an account or a mail goes out.',
})
export class MailRequested {
  @Field({ description: 'The address that was given.' })
  email: string;
}

@ObjectType('LinkInvalid', {
  implements: RefusalType,
  description: 'The link is unknown, used, expired, withdrawn or somebody else’s; all read the same.',
})
export class LinkInvalidType extends RefusalType {}

@ObjectType('TooManyMails', {
  implements: RefusalType,
  description: 'This account or network address has asked for as many mails as it may for now.',
})
export class TooManyMailsType extends RefusalType {
  @Field(() => Int, { description: 'Seconds until the next request is heard.' })
  retryAfterSeconds: number;
}

export const RequestPasswordResetResult = resultUnion({
  name: 'RequestPasswordResetResult',
  resultName: 'MailRequested',
  result: MailRequested,
  refusals: [TooManyMailsType],
  description: 'That the request was heard, or why not.',
});

export const ResetPasswordResult = resultUnion({
  name: 'ResetPasswordResult',
  resultName: 'Account',
  result: AccountType,
  refusals: [LinkInvalidType],
  description: 'The account with its new password, or why not.',
});

export const ChangePasswordResult = resultUnion({
  name: 'ChangePasswordResult',
  resultName: 'Account',
  result: AccountType,
  refusals: [InvalidCredentialsType, TooManyAttemptsType, FreshSignInNeededType],
  description: 'The account with its new password, or why not.',
});

export const RequestEmailVerificationResult = resultUnion({
  name: 'RequestEmailVerificationResult',
  resultName: 'MailRequested',
  result: MailRequested,
  refusals: [TooManyMailsType],
  description: 'That the link is on its way, or why not.',
});

export const RequestEmailChangeResult = resultUnion({
  name: 'RequestEmailChangeResult',
  resultName: 'MailRequested',
  result: MailRequested,
  refusals: [TooManyMailsType, InvalidCredentialsType, TooManyAttemptsType, FreshSignInNeededType],
  description: 'That the link is on its way to the new address, or why not.',
});

export const ConfirmEmailResult = resultUnion({
  name: 'ConfirmEmailResult',
  resultName: 'Account',
  result: AccountType,
  refusals: [LinkInvalidType, EmailTakenType],
  description: 'The account with its proven address, or why not.',
});

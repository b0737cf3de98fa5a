import { ArgsType, Field, InputType, Int, ObjectType } from '@nestjs/graphql';
import { IsEmail, IsOptional, IsString, Length, MaxLength } from 'class-validator';
import { passwordLength } from '#domain';
import { AccountType } from '../accounts/account.type.js';
import { NewPersonInput } from '../accounts/new-person.input.js';
import { RefusalType } from '../graphql/refusal.types.js';
import { resultUnion } from '../graphql/result-union.js';
import { DateTimeScalar } from '../graphql/scalars.js';

@InputType({ description: 'E-mail and password.' })
export class SignInInput {
  @Field({ description: 'The account’s e-mail.' })
  @IsString()
  @MaxLength(254)
  email: string;

  @Field({ description: 'The account’s password.' })
  @IsString()
  @MaxLength(passwordLength.max)
  password: string;
}

@ArgsType()
export class RefreshSignInArguments {
  @Field({ description: 'The unspent refresh token.' })
  @IsString()
  @MaxLength(200)
  refreshToken: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Drawn at random for this use, 8 to 200 characters, and sent again when the answer got lost: within a minute the same token and ' +
      'key bring the same answer.',
  })
  @IsOptional()
  @IsString()
  @Length(8, 200)
  idempotencyKey?: string;
}

@InputType({ description: 'A person who shall be able to sign in.' })
export class NewAccountInput extends NewPersonInput {
  @Field({ description: 'E-mail, at most 254 characters.' })
  @IsEmail()
  @MaxLength(254)
  email: string;
}

@ObjectType({ description: 'Proof of a sign-in.' })
export class SignedIn {
  @Field({ description: 'Send it as `Authorization: Bearer <token>`; good for 15 minutes.' })
  accessToken: string;

  @Field(() => DateTimeScalar, { description: 'When the access token ends.' })
  accessTokenExpiresAt: Date;

  @Field({ description: 'Good for one use of `refreshSignIn` within 30 days.' })
  refreshToken: string;

  @Field(() => AccountType, { description: 'Who signed in.' })
  account: AccountType;
}

@ObjectType('InvalidCredentials', {
  implements: RefusalType,
  description: 'Wrong password or unknown e-mail; both read the same.',
})
export class InvalidCredentialsType extends RefusalType {}

@ObjectType('TooManyAttempts', {
  implements: RefusalType,
  description: 'Too many wrong guesses for this account, whether or not it exists.',
})
export class TooManyAttemptsType extends RefusalType {
  @Field(() => Int, { description: 'Seconds until the next attempt is heard.' })
  retryAfterSeconds: number;
}

@ObjectType('FreshSignInNeeded', {
  implements: RefusalType,
  description:
    'This account has no password, and this sign-in began too long ago to take its place: sign in again first.',
})
export class FreshSignInNeededType extends RefusalType {
  @Field(() => Int, { description: 'How many minutes ago a sign-in may have begun.' })
  withinMinutes: number;
}

@ObjectType('SecondFactorNeeded', {
  implements: RefusalType,
  description: 'The password is right, and this account asks for a code too: go on with `completeSignIn`.',
})
export class SecondFactorNeededType extends RefusalType {
  @Field({ description: 'To send with the code.' })
  challenge: string;

  @Field(() => DateTimeScalar, { description: 'Until when; five minutes after the first step.' })
  expiresAt: Date;
}

@ObjectType('WrongCode', { implements: RefusalType, description: 'The code is wrong, too old, or was used before.' })
export class WrongCodeType extends RefusalType {}

@ObjectType('SignInEnded', {
  implements: RefusalType,
  description: 'The refresh token is unknown, expired, ended or was used before.',
})
export class SignInEndedType extends RefusalType {}

@ObjectType('SetupLinkInvalid', {
  implements: RefusalType,
  description: 'The set-up link is unknown, expired or used.',
})
export class SetupLinkInvalidType extends RefusalType {}

@ObjectType('EmailTaken', { implements: RefusalType, description: 'There is an account with this e-mail.' })
export class EmailTakenType extends RefusalType {}

export const SignInResult = resultUnion({
  name: 'SignInResult',
  resultName: 'SignedIn',
  result: SignedIn,
  refusals: [InvalidCredentialsType, TooManyAttemptsType, SecondFactorNeededType],
  description: 'Proof of sign-in, or why not.',
});

export const RefreshSignInResult = resultUnion({
  name: 'RefreshSignInResult',
  resultName: 'SignedIn',
  result: SignedIn,
  refusals: [SignInEndedType],
  description: 'Fresh proof of sign-in, or why not.',
});

export const CreateFirstAdministratorResult = resultUnion({
  name: 'CreateFirstAdministratorResult',
  resultName: 'Account',
  result: AccountType,
  refusals: [SetupLinkInvalidType, EmailTakenType],
  description: 'The administrator, or why not.',
});

export const CreateAccountResult = resultUnion({
  name: 'CreateAccountResult',
  resultName: 'Account',
  result: AccountType,
  refusals: [EmailTakenType],
  description: 'The account, or why not.',
});

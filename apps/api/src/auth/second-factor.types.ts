import { Field, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { IsString, Length, MaxLength } from 'class-validator';
import { WrongStateType } from '../graphql/refusal.types.js';
import { resultUnion } from '../graphql/result-union.js';
import {
  FreshSignInNeededType,
  InvalidCredentialsType,
  SignedIn,
  SignInEndedType,
  TooManyAttemptsType,
  WrongCodeType,
} from './sign-in.types.js';

export enum SecondFactorStateEnum {
  OFF = 'off',
  ENROLLED = 'enrolled',
  ON = 'on',
}
registerEnumType(SecondFactorStateEnum, {
  name: 'SecondFactorState',
  description: 'Whether codes are asked for besides the password.',
  valuesMap: {
    OFF: { description: 'The password is enough.' },
    ENROLLED: { description: 'An authenticator was given a secret; a first code turns it on.' },
    ON: { description: 'A code is asked for at each sign-in.' },
  },
});

@InputType({ description: 'The second step of a sign-in.' })
export class CompleteSignInInput {
  @Field({ description: 'The challenge of the first step.' })
  @IsString()
  @MaxLength(1_000)
  challenge: string;

  @Field({ description: 'Six digits of the authenticator, or a recovery code.' })
  @IsString()
  @Length(1, 40)
  code: string;
}

@ObjectType('SecondFactor', {
  description: 'Codes of an authenticator (TOTP, RFC 6238), asked for besides the password.',
})
export class SecondFactorType {
  @Field(() => SecondFactorStateEnum, { description: 'Whether codes are asked for.' })
  state: `${SecondFactorStateEnum}`;

  @Field(() => Int, { description: 'Recovery codes that were not used yet.' })
  recoveryCodesLeft: number;
}

@ObjectType('EnrolledSecondFactor', { description: 'What to put into an authenticator; it is shown this once.' })
export class EnrolledSecondFactorType {
  @Field({ description: 'The secret in base32, to type in.' })
  secret: string;

  @Field({ description: 'The same as a URI, to show as a QR code.' })
  otpauthUri: string;
}

@ObjectType('RecoveryCodes', {
  description: 'Each stands in once for a code of the authenticator. They are shown this once.',
})
export class RecoveryCodesType {
  @Field(() => [String], { description: 'Ten codes.' })
  codes: string[];
}

export const CompleteSignInResult = resultUnion({
  name: 'CompleteSignInResult',
  resultName: 'SignedIn',
  result: SignedIn,
  refusals: [WrongCodeType, TooManyAttemptsType, SignInEndedType],
  description: 'Proof of sign-in, or why not.',
});

export const EnrolSecondFactorResult = resultUnion({
  name: 'EnrolSecondFactorResult',
  resultName: 'EnrolledSecondFactor',
  result: EnrolledSecondFactorType,
  refusals: [InvalidCredentialsType, TooManyAttemptsType, FreshSignInNeededType, WrongStateType],
  description: 'The secret, or why not.',
});

export const RecoveryCodesResult = resultUnion({
  name: 'RecoveryCodesResult',
  resultName: 'RecoveryCodes',
  result: RecoveryCodesType,
  refusals: [WrongCodeType, TooManyAttemptsType, WrongStateType],
  description: 'The recovery codes, or why not.',
});

export const TurnOffSecondFactorResult = resultUnion({
  name: 'TurnOffSecondFactorResult',
  resultName: 'SecondFactor',
  result: SecondFactorType,
  refusals: [WrongCodeType, TooManyAttemptsType, WrongStateType],
  description: 'The second factor as it is now, or why not.',
});

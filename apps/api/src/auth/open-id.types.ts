import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { IsOptional, IsString, Length, MaxLength } from 'class-validator';
import { passwordLength } from '#domain';
import { NotAvailableType, RefusalType } from '../graphql/refusal.types.js';
import { resultUnion } from '../graphql/result-union.js';
import { DateTimeScalar } from '../graphql/scalars.js';
import { presentPasswordArgument } from './present-password.argument.js';
import {
  FreshSignInNeededType,
  InvalidCredentialsType,
  SecondFactorNeededType,
  SignedIn,
  TooManyAttemptsType,
} from './sign-in.types.js';

@InputType({ description: 'What a person brings back from the issuer.' })
export class OpenIdAnswerInput {
  @Field({ description: 'The attempt, as `startOpenIdSignIn` gave it to this client.' })
  @IsString()
  @MaxLength(1_000)
  attempt: string;

  @Field({ description: 'The query with which the issuer sent the person back: what follows the `?`.' })
  @IsString()
  @Length(1, 4_000)
  answer: string;
}

@InputType({ description: 'What a person brings back from the issuer, to be linked to the account that is signed in.' })
export class LinkIdentityInput extends OpenIdAnswerInput {
  @Field(() => String, presentPasswordArgument)
  @IsOptional()
  @IsString()
  @MaxLength(passwordLength.max)
  password?: string | null;
}

@ObjectType('OpenIdAttempt', { description: 'A sign-in at the issuer that was begun.' })
export class OpenIdAttemptType {
  @Field({ description: 'Where to send the person.' })
  authorizationUrl: string;

  @Field({ description: 'To keep in this client until the person is back.' })
  attempt: string;

  @Field(() => DateTimeScalar, { description: 'Until when; 15 minutes from now.' })
  expiresAt: Date;
}

@ObjectType('ExternalIdentity', { description: 'By which an OpenID Connect issuer knows me.' })
export class ExternalIdentityType {
  @Field(() => ID, { description: 'Id.' })
  id: string;

  @Field({ description: 'The issuer.' })
  issuer: string;

  @Field(() => DateTimeScalar, { description: 'When I linked it.' })
  linkedAt: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When I last signed in by it.' })
  lastUsedAt: Date | null;
}

@ObjectType('OpenIdRefused', {
  implements: RefusalType,
  description: 'The issuer says no, or the answer does not belong to the attempt, is too old, or was used before.',
})
export class OpenIdRefusedType extends RefusalType {}

@ObjectType('IdentityNotLinked', {
  implements: RefusalType,
  description: 'No account is linked to this identity. Sign in by password and link it; e-mails link nothing.',
})
export class IdentityNotLinkedType extends RefusalType {}

@ObjectType('IdentityTaken', { implements: RefusalType, description: 'Another account is linked to this identity.' })
export class IdentityTakenType extends RefusalType {}

export const StartOpenIdSignInResult = resultUnion({
  name: 'StartOpenIdSignInResult',
  resultName: 'OpenIdAttempt',
  result: OpenIdAttemptType,
  refusals: [NotAvailableType],
  description: 'The attempt, or why not.',
});

export const FinishOpenIdSignInResult = resultUnion({
  name: 'FinishOpenIdSignInResult',
  resultName: 'SignedIn',
  result: SignedIn,
  refusals: [OpenIdRefusedType, IdentityNotLinkedType, SecondFactorNeededType, NotAvailableType],
  description: 'Proof of sign-in, or why not.',
});

export const LinkIdentityResult = resultUnion({
  name: 'LinkIdentityResult',
  resultName: 'ExternalIdentity',
  result: ExternalIdentityType,
  refusals: [
    OpenIdRefusedType,
    IdentityTakenType,
    InvalidCredentialsType,
    TooManyAttemptsType,
    FreshSignInNeededType,
    NotAvailableType,
  ],
  description: 'The linked identity, or why not.',
});

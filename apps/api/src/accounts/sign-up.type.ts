import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { IsIn, IsOptional, IsString, IsUUID, Length, MaxLength } from 'class-validator';
import { locales, signUpBounds, signUpStates, type Locale, type NewSignUp, type SignUpState } from '#domain';
import { connectionOf, ForumPageArgs } from '../graphql/pagination.js';
import { EditConflictType, WrongStateType } from '../graphql/refusal.types.js';
import { resultUnion } from '../graphql/result-union.js';
import { DateTimeScalar, UuidScalar } from '../graphql/scalars.js';
import { LinkInvalidType, MailRequested, TooManyMailsType } from './account.result.js';

export const SignUpStateEnum = Object.fromEntries(signUpStates.map((state) => [state.toUpperCase(), state]));
registerEnumType(SignUpStateEnum, {
  name: 'SignUpState',
  description: 'How far an application for an account has come.',
  valuesMap: {
    UNVERIFIED: { description: 'Nobody has proven its address; only the applicant knows of it.' },
    PENDING: { description: 'It waits for the organizers.' },
    APPROVED: { description: 'A link to set the password was sent.' },
    DECLINED: { description: 'Declined, with a reason.' },
  },
});

@ObjectType('SignUp', { description: 'A person’s application for an account, to the organizers of a forum.' })
export class SignUpType {
  @Field(() => ID, { description: 'UUID.' })
  id: string;

  @Field(() => ID, { description: 'The forum whose organizers decide.' })
  forumId: string;

  @Field({ description: 'The applicant’s address, proven.' })
  email: string;

  @Field({ description: 'Name to show, as the applicant wrote it.' })
  displayName: string;

  @Field({ description: 'What the applicant says of the company.' })
  companyText: string;

  @Field(() => SignUpStateEnum, { description: 'How far it has come.' })
  state: SignUpState;

  @Field(() => DateTimeScalar, { description: 'When it was made.' })
  createdAt: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the address was proven.' })
  verifiedAt: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was approved or declined.' })
  decidedAt: Date | null;

  @Field(() => String, { nullable: true, description: 'Why it was declined; the applicant reads it.' })
  reason: string | null;

  @Field(() => Int, { description: 'Counts changes; decisions name the one they were made on.' })
  version: number;
}

export const SignUpConnection = connectionOf(SignUpType, 'SignUp');

const { displayName, companyText } = signUpBounds;

@InputType({ description: 'Who applies for an account, to the organizers of which forum.' })
export class ApplyForAccountInput implements NewSignUp {
  @Field(() => UuidScalar, { description: 'The forum.' })
  @IsUUID()
  forumId: string;

  @Field({ description: 'E-mail address, at most 254 characters.' })
  @IsString()
  @MaxLength(254)
  email: string;

  @Field({ description: `Name to show, ${displayName.min} to ${displayName.max} characters.` })
  @IsString()
  @Length(displayName.min, displayName.max)
  displayName: string;

  @Field({ description: `What the company is and does, ${companyText.min} to 2,000 characters.` })
  @IsString()
  @Length(companyText.min, companyText.max)
  companyText: string;

  @Field(() => String, { nullable: true, description: 'Language of the mails: en or zh. Default en.' })
  @IsOptional()
  @IsIn(locales)
  locale?: Locale | null;
}

@ArgsType()
export class SignUpsArgs extends ForumPageArgs {
  @Field(() => SignUpStateEnum, { nullable: true, description: 'Only those in this state.' })
  @IsOptional()
  @IsIn(signUpStates)
  state?: SignUpState | null;
}

export const ApplyForAccountResult = resultUnion({
  name: 'ApplyForAccountResult',
  resultName: 'MailRequested',
  result: MailRequested,
  refusals: [TooManyMailsType],
  description: 'That the application was heard, or why not.',
});

export const VerifySignUpResult = resultUnion({
  name: 'VerifySignUpResult',
  resultName: 'SignUp',
  result: SignUpType,
  refusals: [LinkInvalidType],
  description: 'The application as the organizers now see it, or why not.',
});

export const DecideSignUpResult = resultUnion({
  name: 'DecideSignUpResult',
  resultName: 'SignUp',
  result: SignUpType,
  refusals: [WrongStateType, EditConflictType],
  description: 'The decided application, or why not.',
});

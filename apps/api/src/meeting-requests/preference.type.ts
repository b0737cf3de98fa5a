import { ArgsType, Field, InputType, ObjectType, registerEnumType } from '@nestjs/graphql';
import { IsEnum, IsUUID } from 'class-validator';
import type { PreferenceValue } from '#domain';
import { connectionOf, ForumPageArgs } from '../graphql/pagination.js';
import { NotAvailableType, WrongStateType } from '../graphql/refusal.types.js';
import { resultUnion } from '../graphql/result-union.js';
import { DateTimeScalar, UuidScalar } from '../graphql/scalars.js';

export enum PreferenceValueEnum {
  MUST_MEET = 'must_meet',
  OK = 'ok',
  NEVER = 'never',
}
registerEnumType(PreferenceValueEnum, {
  name: 'PreferenceValue',
  description: 'What a company privately thinks of meeting another.',
  valuesMap: {
    MUST_MEET: { description: 'Counts more when the schedule is made.' },
    OK: { description: 'Nothing speaks against it.' },
    NEVER: { description: 'Never wins: no proposal, no match, no meeting. Nobody is told.' },
  },
});

@ObjectType('Preference', {
  description: 'What a company thinks of meeting another. Only its own members ever see it.',
})
export class PreferenceType {
  @Field(() => UuidScalar, { description: 'The forum.' })
  forumId: string;

  @Field(() => UuidScalar, { description: 'Who says it.' })
  companyId: string;

  @Field(() => UuidScalar, { description: 'Of whom.' })
  otherCompanyId: string;

  @Field(() => PreferenceValueEnum, { description: 'What it says.' })
  value: PreferenceValue;

  @Field(() => DateTimeScalar, { description: 'When it said so last.' })
  updatedAt: Date;
}

export const PreferenceConnection = connectionOf(PreferenceType, 'Preference');

@ArgsType()
export class PreferencesArgs extends ForumPageArgs {
  @Field(() => UuidScalar, { description: 'One of my companies.' })
  @IsUUID()
  companyId: string;
}

@InputType({ description: 'Of whom a company says something.' })
export class PreferenceKeyInput {
  @Field(() => UuidScalar, { description: 'The forum.' })
  @IsUUID()
  forumId: string;

  @Field(() => UuidScalar, { description: 'One of my companies.' })
  @IsUUID()
  companyId: string;

  @Field(() => UuidScalar, { description: 'The other company.' })
  @IsUUID()
  otherCompanyId: string;
}

@InputType({ description: 'What a company privately thinks of meeting another.' })
export class SetPreferenceInput extends PreferenceKeyInput {
  @Field(() => PreferenceValueEnum, { description: 'What it says.' })
  @IsEnum(PreferenceValueEnum)
  value: PreferenceValue;
}

export const SetPreferenceResult = resultUnion({
  name: 'SetPreferenceResult',
  resultName: 'Preference',
  result: PreferenceType,
  refusals: [NotAvailableType, WrongStateType],
  description: 'The preference, or why not.',
});

import { Field, ObjectType } from '@nestjs/graphql';
import { EditConflictType, RefusalType, WrongStateType } from '../graphql/refusal.types.js';
import { resultUnion } from '../graphql/result-union.js';
import { CompanyType } from './company.type.js';

@ObjectType('SubmissionIncomplete', {
  implements: RefusalType,
  description: 'The profile lacks what a review needs.',
})
export class SubmissionIncompleteType extends RefusalType {
  @Field(() => [String], { description: 'What is missing: offers, needs.' })
  missing: string[];
}

@ObjectType('LastOwner', { implements: RefusalType, description: 'A company keeps at least one owner.' })
export class LastOwnerType extends RefusalType {}

export const CompanyChangeResult = resultUnion({
  name: 'CompanyChangeResult',
  resultName: 'Company',
  result: CompanyType,
  refusals: [EditConflictType, WrongStateType],
  description: 'The company as changed, or why not.',
});

export const SubmitCompanyResult = resultUnion({
  name: 'SubmitCompanyResult',
  resultName: 'Company',
  result: CompanyType,
  refusals: [EditConflictType, WrongStateType, SubmissionIncompleteType],
  description: 'The submitted company, or why not.',
});

export const SetCompanyMemberResult = resultUnion({
  name: 'SetCompanyMemberResult',
  resultName: 'Company',
  result: CompanyType,
  refusals: [LastOwnerType],
  description: 'The company with its people, or why not.',
});

export const RemoveCompanyMemberResult = resultUnion({
  name: 'RemoveCompanyMemberResult',
  resultName: 'Company',
  result: CompanyType,
  refusals: [LastOwnerType],
  description: 'The company with its people, or why not.',
});

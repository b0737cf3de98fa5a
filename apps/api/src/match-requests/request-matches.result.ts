import { Field, ObjectType } from '@nestjs/graphql';
import { NotAvailableType, RefusalType, WrongStateType } from '../graphql/refusal.types.js';
import { resultUnion } from '../graphql/result-union.js';
import { MatchRequestType } from './match-request.type.js';

@ObjectType('ProfileIncomplete', {
  implements: RefusalType,
  description: 'The approved profile lacks what every match needs.',
})
export class ProfileIncompleteType extends RefusalType {
  @Field(() => [String], { description: 'What is missing: side, offers, needs.' })
  missing: string[];
}

@ObjectType('ProfileNotApproved', { implements: RefusalType, description: 'The company has no approved profile yet.' })
export class ProfileNotApprovedType extends RefusalType {}

export const RequestMatchesResult = resultUnion({
  name: 'RequestMatchesResult',
  resultName: 'MatchRequest',
  result: MatchRequestType,
  refusals: [ProfileIncompleteType, ProfileNotApprovedType, NotAvailableType, WrongStateType],
  description: 'The request, or why not.',
});

import { Field, ObjectType } from '@nestjs/graphql';
import type { Side } from '#matching';
import { NotAvailableType, RefusalType, WrongStateType } from '../graphql/refusal.types.js';
import { resultUnion } from '../graphql/result-union.js';
import { SideEnum } from '../taxonomy/side.enum.js';
import { AbsenceRequestType } from './absence.type.js';
import { ProfileIncompleteType, ProfileNotApprovedType } from './request-matches.result.js';

@ObjectType('WrongSides', {
  implements: RefusalType,
  description: 'The two companies are not one of each other side.',
})
export class WrongSidesType extends RefusalType {
  @Field(() => [SideEnum], { description: 'The two sides that the asking company does not have.' })
  wantedSides: Side[];
}

export const ExplainAbsenceResult = resultUnion({
  name: 'ExplainAbsenceResult',
  resultName: 'AbsenceRequest',
  result: AbsenceRequestType,
  refusals: [NotAvailableType, WrongSidesType, WrongStateType, ProfileNotApprovedType, ProfileIncompleteType],
  description: 'The question, or why it has no answer.',
});

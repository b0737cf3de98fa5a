import { Field, Int, InterfaceType, ObjectType } from '@nestjs/graphql';

@InterfaceType('Refusal', {
  description: 'An answer "no" that a person can react to. Nothing was written.',
  resolveType: (value: object) => value.constructor.name,
})
export abstract class RefusalType {
  @Field({ description: 'A stable code for programs.' })
  code: string;

  @Field({ description: 'What to tell the person, in the language of Accept-Language (en or zh).' })
  message: string;
}

@ObjectType('NotAvailable', {
  implements: RefusalType,
  description: 'Not to be had: it does not exist, or the other side keeps it private. Both read the same.',
})
export class NotAvailableType extends RefusalType {}

@ObjectType('EditConflict', {
  implements: RefusalType,
  description: 'Somebody changed the same thing since it was read.',
})
export class EditConflictType extends RefusalType {
  @Field(() => Int, { description: 'The version the caller had read.' })
  expectedVersion: number;

  @Field(() => Int, { description: 'The version there is now.' })
  presentVersion: number;
}

@ObjectType('WrongState', { implements: RefusalType, description: 'The present state does not allow this step.' })
export class WrongStateType extends RefusalType {
  @Field({ description: 'The state it is in.' })
  presentState: string;

  @Field(() => [String], { description: 'The states in which the step is possible.' })
  allowedStates: string[];
}

import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { DateTimeScalar } from '../graphql/scalars.js';

@ObjectType('FreeSlot', {
  description: 'A slot in which companies could meet now. Nothing is held: somebody may be faster.',
})
export class FreeSlotType {
  @Field(() => ID, { description: 'The slot, for `bookMeeting` or `moveMeeting`.' })
  slotId: string;

  @Field(() => DateTimeScalar, { description: 'When it begins.' })
  startsAt: Date;

  @Field(() => DateTimeScalar, { description: 'When it ends.' })
  endsAt: Date;

  @Field(() => Int, { description: 'How many tables would do, at least 1.' })
  freeTableCount: number;
}

@ObjectType('FreeSlots', { description: 'Slots that companies have in common.' })
export class FreeSlotsType {
  @Field(() => [FreeSlotType], { description: 'In order of time; empty when there is none.' })
  slots: FreeSlotType[];
}

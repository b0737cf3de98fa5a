import { Field, ID, ObjectType } from '@nestjs/graphql';
import { RefusalType } from '../graphql/refusal.types.js';
import { DateTimeScalar } from '../graphql/scalars.js';
import { FreeSlotType } from './free-slot.type.js';

@ObjectType('BookingClosed', { implements: RefusalType, description: 'Booking has not opened yet, or has closed.' })
export class BookingClosedType extends RefusalType {
  @Field(() => DateTimeScalar, { description: 'When booking opens, or opened.' })
  opensAt: Date;

  @Field(() => DateTimeScalar, { description: 'When booking closes, or closed.' })
  closesAt: Date;
}

@ObjectType('SlotTaken', {
  implements: RefusalType,
  description: 'A party sits in another meeting at that time, or no table is free.',
})
export class SlotTakenType extends RefusalType {
  @Field(() => ID, { description: 'The slot that was asked for.' })
  slotId: string;

  @Field(() => [FreeSlotType], { description: 'The nearest that were free a moment ago, at most 3, in order of time.' })
  freeSlots: FreeSlotType[];
}

@ObjectType('SlotPassed', {
  implements: RefusalType,
  description: 'The slot, or the meeting to be changed, has begun.',
})
export class SlotPassedType extends RefusalType {
  @Field(() => DateTimeScalar, { description: 'When it began.' })
  startsAt: Date;
}

@ObjectType('OutsideAvailability', {
  implements: RefusalType,
  description: 'Companies are not there at that time, keep it free, or do not take part in that sub-forum.',
})
export class OutsideAvailabilityType extends RefusalType {
  @Field(() => [ID], { description: 'Which companies.' })
  companyIds: string[];
}

@ObjectType('DailyMaximumReached', {
  implements: RefusalType,
  description: 'Companies have as many meetings on that day as they want.',
})
export class DailyMaximumReachedType extends RefusalType {
  @Field(() => [ID], { description: 'Which companies.' })
  companyIds: string[];
}

@ObjectType('TooManyInARow', {
  implements: RefusalType,
  description: 'Companies would have more meetings without a rest than they want.',
})
export class TooManyInARowType extends RefusalType {
  @Field(() => [ID], { description: 'Which companies.' })
  companyIds: string[];
}

@ObjectType('QuotaReached', {
  implements: RefusalType,
  description: 'Companies have as many meetings at the forum as they may.',
})
export class QuotaReachedType extends RefusalType {
  @Field(() => [ID], { description: 'Which companies.' })
  companyIds: string[];
}

@ObjectType('AgreementNeeded', {
  implements: RefusalType,
  description: 'There is no agreed meeting request of these two that waits for its slot, and no standing consent.',
})
export class AgreementNeededType extends RefusalType {}

@ObjectType('AlreadyBooked', {
  implements: RefusalType,
  description: 'These two have a meeting at the forum; standing consent is good for one.',
})
export class AlreadyBookedType extends RefusalType {
  @Field(() => ID, { description: 'Their meeting.' })
  meetingId: string;
}

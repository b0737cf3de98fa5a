import { Field, Int, ObjectType } from '@nestjs/graphql';
import { RefusalType } from '../graphql/refusal.types.js';

@ObjectType('LastOrganizer', { implements: RefusalType, description: 'A forum keeps at least one organizer.' })
export class LastOrganizerType extends RefusalType {}

@ObjectType('AccountUnknown', {
  implements: RefusalType,
  description: 'Nobody with this e-mail has an account. Told to administrators alone.',
})
export class AccountUnknownType extends RefusalType {}

@ObjectType('PublishedBySchedule', {
  implements: RefusalType,
  description: 'A forum is published by approving a schedule, not by hand.',
})
export class PublishedByScheduleType extends RefusalType {}

@ObjectType('LabelTaken', { implements: RefusalType, description: 'Another table of the forum bears this label.' })
export class LabelTakenType extends RefusalType {
  @Field({ description: 'The label.' })
  label: string;
}

@ObjectType('TableInUse', { implements: RefusalType, description: 'A meeting or a schedule draft names this table.' })
export class TableInUseType extends RefusalType {}

@ObjectType('SessionsOverlap', {
  implements: RefusalType,
  description: 'Another session of the same sub-forum has part of this time.',
})
export class SessionsOverlapType extends RefusalType {
  @Field({ description: 'Name of the other session.' })
  sessionName: string;

  @Field({ description: 'Its local date.' })
  date: string;
}

@ObjectType('ProgrammeFull', { implements: RefusalType, description: 'A forum has no more than so many of these.' })
export class ProgrammeFullType extends RefusalType {
  @Field({ description: 'slots or tables.' })
  what: string;

  @Field(() => Int, { description: 'How many a forum can have.' })
  maximum: number;
}

@ObjectType('AlreadyApplied', {
  implements: RefusalType,
  description: 'The company has applied before, or takes part already.',
})
export class AlreadyAppliedType extends RefusalType {
  @Field({ description: 'State of its participation.' })
  presentState: string;
}

@ObjectType('ProfileNotReady', {
  implements: RefusalType,
  description: 'The company’s profile was never approved and is not submitted, or the company is archived.',
})
export class ProfileNotReadyType extends RefusalType {
  @Field({ description: 'State of the profile, or archived.' })
  profileState: string;
}

@ObjectType('MeetingsInTheWay', { implements: RefusalType, description: 'Published meetings stand in the way.' })
export class MeetingsInTheWayType extends RefusalType {
  @Field(() => Int, { description: 'How many.' })
  meetingCount: number;
}

@ObjectType('DelegationNameTaken', {
  implements: RefusalType,
  description: 'Another delegation of the company, perhaps an archived one, bears this name.',
})
export class DelegationNameTakenType extends RefusalType {
  @Field({ description: 'The name.' })
  name: string;
}

@ObjectType('LastDelegation', {
  implements: RefusalType,
  description: 'A company that takes part keeps at least one delegation.',
})
export class LastDelegationType extends RefusalType {}

@ObjectType('TooManyDelegations', {
  implements: RefusalType,
  description: 'The company has as many delegations as it may have here.',
})
export class TooManyDelegationsType extends RefusalType {
  @Field(() => Int, { description: 'How many it may have.' })
  maximum: number;
}

import { Refusal } from '../refusal.js';

/** The company has applied before, or takes part already. */
export class AlreadyApplied extends Refusal {
  readonly code = 'ALREADY_APPLIED';
  constructor(readonly presentState: string) {
    super();
  }
}

/** The company's profile was never approved and is not submitted, or the company is archived. */
export class ProfileNotReady extends Refusal {
  readonly code = 'PROFILE_NOT_READY';
  constructor(
    /** The company's state, or `archived`. */
    readonly profileState: string,
  ) {
    super();
  }
}

/** Published meetings stand in the way: of the delegation, or of any of the company's. */
export class MeetingsInTheWay extends Refusal {
  readonly code = 'MEETINGS_IN_THE_WAY';
  constructor(readonly meetingCount: number) {
    super();
  }
}

/** Another delegation of the company at this forum, perhaps an archived one, bears this name. */
export class DelegationNameTaken extends Refusal {
  readonly code = 'DELEGATION_NAME_TAKEN';
  constructor(readonly name: string) {
    super();
  }
}

/** A company that takes part keeps at least one delegation. */
export class LastDelegation extends Refusal {
  readonly code = 'LAST_DELEGATION';
}

/** As many delegations as a company may have at one forum. */
export class TooManyDelegations extends Refusal {
  readonly code = 'TOO_MANY_DELEGATIONS';
  constructor(readonly maximum: number) {
    super();
  }
}

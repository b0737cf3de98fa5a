import { Refusal } from '../refusal.js';

/** A forum keeps at least one organizer. */
export class LastOrganizer extends Refusal {
  readonly code = 'LAST_ORGANIZER';
}

/** Nobody with this e-mail has an account. For administrators alone, who make accounts: others must not learn who has one. */
export class AccountUnknown extends Refusal {
  readonly code = 'ACCOUNT_UNKNOWN';
}

/** A forum is published by approving a schedule, not by hand. */
export class PublishedBySchedule extends Refusal {
  readonly code = 'PUBLISHED_BY_SCHEDULE';
}

/** Another table of the forum bears this label. */
export class LabelTaken extends Refusal {
  readonly code = 'LABEL_TAKEN';
  constructor(readonly label: string) {
    super();
  }
}

/** A meeting or a schedule draft names this table. */
export class TableInUse extends Refusal {
  readonly code = 'TABLE_IN_USE';
}

/** Another session of the same sub-forum has part of this time. */
export class SessionsOverlap extends Refusal {
  readonly code = 'SESSIONS_OVERLAP';
  constructor(
    readonly sessionName: string,
    readonly date: string,
  ) {
    super();
  }
}

/** More slots or tables than one forum may have. */
export class ProgrammeFull extends Refusal {
  readonly code = 'PROGRAMME_FULL';
  constructor(
    /** `slots` or `tables`. */
    readonly what: string,
    readonly maximum: number,
  ) {
    super();
  }
}

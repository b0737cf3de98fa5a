import { Refusal } from '../refusal.js';

/** Nobody else could do what this person does: somebody has to take its place first. */
export class AccountNeeded extends Refusal {
  readonly code = 'ACCOUNT_NEEDED';
  constructor(
    /** Companies of which it is the last owner. */
    readonly companyIds: string[],
    /** Forums of which it is the last organizer. */
    readonly forumIds: string[],
    readonly isLastAdministrator: boolean,
  ) {
    super();
  }
}

/** As many exports as one person may have at a time are there already. */
export class TooManyExports extends Refusal {
  readonly code = 'TOO_MANY_EXPORTS';
  constructor(readonly allowed: number) {
    super();
  }
}

import type { MissingPart, Side } from '#matching';
import { Refusal } from '../refusal.js';

/** The company's approved profile lacks what every match needs. */
export class ProfileIncomplete extends Refusal {
  readonly code = 'PROFILE_INCOMPLETE';
  constructor(readonly missing: MissingPart[]) {
    super();
  }
}

/** The company has no approved profile, so there is nothing to match. */
export class ProfileNotApproved extends Refusal {
  readonly code = 'PROFILE_NOT_APPROVED';
}

/** The two expected companies are not one of each other side. Said only of companies that everybody can see. */
export class WrongSides extends Refusal {
  readonly code = 'WRONG_SIDES';
  constructor(readonly wantedSides: Side[]) {
    super();
  }
}

import type { MissingPart } from '#matching';
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

import type { MissingPart } from '#matching';
import { Refusal } from '../refusal.js';

/** The profile lacks what a review needs. */
export class SubmissionIncomplete extends Refusal {
  readonly code = 'SUBMISSION_INCOMPLETE';
  constructor(readonly missing: MissingPart[]) {
    super();
  }
}

/** Nobody with this e-mail has an account yet. */
export class AccountUnknown extends Refusal {
  readonly code = 'ACCOUNT_UNKNOWN';
}

/** A company keeps at least one owner. */
export class LastOwner extends Refusal {
  readonly code = 'LAST_OWNER';
}

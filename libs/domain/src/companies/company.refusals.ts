import type { MissingPart } from '#matching';
import { Refusal } from '../refusal.js';

/** The profile lacks what a review needs. */
export class SubmissionIncomplete extends Refusal {
  readonly code = 'SUBMISSION_INCOMPLETE';
  constructor(readonly missing: MissingPart[]) {
    super();
  }
}

/** A company keeps at least one owner. */
export class LastOwner extends Refusal {
  readonly code = 'LAST_OWNER';
}

import { Refusal } from '../refusal.js';

/** The link is unknown, used, expired, withdrawn or somebody else's: all read the same. */
export class LinkInvalid extends Refusal {
  readonly code = 'LINK_INVALID';
}

/** This account or network address has asked for as many mails as it may for now. */
export class TooManyMails extends Refusal {
  readonly code = 'TOO_MANY_MAILS';
  constructor(readonly retryAfterSeconds: number) {
    super();
  }
}

import { displayNameLength, type Locale } from '../accounts/account.entity.js';
import { BadInput, type InputFault } from '../domain-error.js';
import type { ForumState } from '../forums/forum.entity.js';
import { emailFaults } from '../mails/email-address.js';

export const signUpBounds = {
  displayName: displayNameLength,
  companyText: { min: 1, max: 2_000 },
  /** Of one address, over all forums. */
  open: 3,
} as const;

/** How long the link to the address is good, and the row is kept that nobody verified. */
export const verificationHours = 24;

/** How long a decided one is kept. */
export const decidedDays = 180;

export interface NewSignUp {
  forumId: string;
  email: string;
  displayName: string;
  /** What the person says of their company, 1 to 2,000 characters. */
  companyText: string;
  /** Language of its mails. */
  locale?: Locale | null;
}

/** @throws BadInput naming every field at fault */
export function requireSignUp(input: NewSignUp): void {
  const faults: InputFault[] = [...emailFaults(input.email)];
  for (const field of ['displayName', 'companyText'] as const) {
    const { min, max } = signUpBounds[field];
    const { length } = input[field].trim();
    if (length < min || length > max) faults.push({ field, allowed: `${min} to ${max} characters` });
  }
  if (faults.length > 0) throw new BadInput(faults);
}

/** A draft is nobody's to know, and after a forum there is nothing to take part in. */
export function isForumOpenToSignUps(state: ForumState): boolean {
  return state !== 'draft' && state !== 'closed';
}

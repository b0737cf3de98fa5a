import type { InputFault } from '../domain-error.js';

const maxLength = 254;

/** What could end a header, separate addresses or name another mailbox is no part of an address here, quoted or not. */
const shape = /^[^\s@<>()[\]\\,;:"\p{Cc}\p{Cf}]{1,64}@[^\s@<>()[\]\\,;:"\p{Cc}\p{Cf}]{1,253}$/u;

/** One spelling per mailbox: lower case, without space around. */
export function normalizeEmail(email: string): string {
  return email.trim().normalize('NFC').toLowerCase();
}

/** @param field its path in the input */
export function emailFaults(email: string, field = 'email'): InputFault[] {
  const address = normalizeEmail(email);
  const isAddress = address.length <= maxLength && shape.test(address);
  return isAddress ? [] : [{ field, allowed: `an e-mail address of at most ${maxLength} characters` }];
}

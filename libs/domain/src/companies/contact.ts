import type { InputFault } from '../domain-error.js';

/** Whom to write to. Not part of a version: versions are kept, and a person's data must be able to go. */
export interface Contact {
  name: string | null;
  email: string | null;
  phone: string | null;
}

export const contactLimits = { name: 200, email: 254, phone: 40 } as const;

/** Control characters, halves of surrogate pairs, and marks that turn the direction of what follows them. */
const unprintable = /[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069]/u;

/** What is wrong with a contact; none when it may be stored. A part that is null is taken away. */
export function contactFaults({ name, email, phone }: Contact): InputFault[] {
  const faults: InputFault[] = [];
  const isText = (text: string, max: number): boolean =>
    text.trim() !== '' && text.length <= max && !unprintable.test(text);
  if (name !== null && !isText(name, contactLimits.name)) {
    faults.push({ field: 'name', allowed: `null or 1 to ${contactLimits.name} characters` });
  }
  if (email !== null && !(isText(email, contactLimits.email) && /^[^\s@]+@[^\s@]+$/.test(email.trim()))) {
    faults.push({ field: 'email', allowed: `null or an e-mail address of at most ${contactLimits.email} characters` });
  }
  if (phone !== null && !(phone.length <= contactLimits.phone && /^\+?[\d ()./-]*\d[\d ()./-]*$/.test(phone))) {
    faults.push({ field: 'phone', allowed: `null or at most ${contactLimits.phone} digits, spaces and + ( ) . / -` });
  }
  return faults;
}

/** The form in which it is stored: trimmed, NFC, the address in lower case so that it can be told from another. */
export function canonicalContact({ name, email, phone }: Contact): Contact {
  return {
    name: name === null ? null : name.normalize('NFC').trim(),
    email: email === null ? null : email.trim().toLowerCase(),
    phone: phone === null ? null : phone.trim(),
  };
}

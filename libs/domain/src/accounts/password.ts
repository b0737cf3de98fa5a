import { hash, verify } from '@node-rs/argon2';
import type { InputFault } from '../domain-error.js';

// OWASP's first recommendation for argon2id: 19 MiB, two passes, one lane.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const passwordLength = { min: 12, max: 200 } as const;

/** @param field its path in the input */
export function passwordFaults(password: string, field = 'password'): InputFault[] {
  const { min, max } = passwordLength;
  return password.length >= min && password.length <= max ? [] : [{ field, allowed: `${min} to ${max} characters` }];
}

export function hashPassword(password: string): Promise<string> {
  return hash(password, cost);
}

/** Compared where there is nothing to compare with, so that the answer takes as long as a wrong password. */
const nobodysHash = hashPassword('no account has this password');

/** False also where there is no hash: no such account, or one that no password opens. */
export async function isPassword(passwordHash: string | null | undefined, password: string): Promise<boolean> {
  const isThere = passwordHash?.startsWith('$argon2') ?? false;
  const isRight = await verify(isThere ? passwordHash! : await nobodysHash, password);
  return isRight && isThere;
}

import { randomInt } from 'node:crypto';
import { generateSecret, generateURI, verifySync } from 'otplib';

/** Of TOTP (RFC 6238) with what every authenticator knows: SHA-1, six digits, a new code every 30 seconds. */
const stepSeconds = 30;

export function drawSecret(): string {
  return generateSecret({ length: 20 });
}

/** What authenticators read from a QR code. */
export function describeSecret(secret: string, email: string): string {
  return generateURI({ issuer: 'Trefoil', label: email, secret });
}

/**
 * The 30-second step that a code belongs to: the present one, the one before or the one after, because clocks differ. Null for
 * any other text.
 */
export function stepOf(code: string, secret: string, now: Date): number | null {
  if (!/^\d{6}$/.test(code)) return null;
  const epoch = Math.floor(now.getTime() / 1000);
  const found = verifySync({ secret, token: code, epoch, epochTolerance: stepSeconds });
  return found.valid ? Math.floor(epoch / stepSeconds) + found.delta : null;
}

// Crockford's base32: without letters that are read as digits, or as each other.
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const groups = 4;
const groupLength = 4;

/** 80 random bits, such as `7KQ2-M0ZD-XR4T-9WBE`. */
export function drawRecoveryCode(): string {
  const drawGroup = (): string => Array.from({ length: groupLength }, () => letters[randomInt(32)]).join('');
  return Array.from({ length: groups }, drawGroup).join('-');
}

/** The code as it was drawn, however a person types it; null for what cannot be one. */
export function readRecoveryCode(typed: string): string | null {
  const plain = typed.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  if (!new RegExp(`^[${letters}]{${groups * groupLength}}$`).test(plain)) return null;
  return plain.match(/.{4}/g)!.join('-');
}

import { createHash, randomBytes } from 'node:crypto';

/** 32 random bytes, shown once, and the SHA-256 by which the database knows them: a leaked table opens no door. */
export function drawToken(): { token: string; tokenHash: string } {
  const token = randomBytes(32).toString('base64url');
  return { token, tokenHash: hashToken(token) };
}

export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

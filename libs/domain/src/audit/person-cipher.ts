import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const algorithm = 'aes-256-gcm';
const ivBytes = 12;
const tagBytes = 16;

/** Names the form, so that another one can follow. */
const form = 'v1.';

/**
 * Encrypts with AES-256-GCM under a fresh IV: `v1.` and the base64url of IV, tag and ciphertext.
 *
 * @param key 32 bytes
 * @param context what the text belongs to: it opens only with the same, and so cannot be moved elsewhere
 */
export function encrypt(key: Buffer, plain: Buffer, context: string): string {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv(algorithm, key, iv, { authTagLength: tagBytes }).setAAD(Buffer.from(context));
  const content = Buffer.concat([cipher.update(plain), cipher.final()]);
  return form + Buffer.concat([iv, cipher.getAuthTag(), content]).toString('base64url');
}

/** What `encrypt` was given; null when key or context are others, or a bit was changed. */
export function decrypt(key: Buffer, encrypted: string, context: string): Buffer | null {
  const bytes = Buffer.from(encrypted.slice(form.length), 'base64url');
  if (!encrypted.startsWith(form) || bytes.length < ivBytes + tagBytes) return null;
  const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, ivBytes), { authTagLength: tagBytes });
  decipher.setAAD(Buffer.from(context)).setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()]);
  } catch {
    return null;
  }
}

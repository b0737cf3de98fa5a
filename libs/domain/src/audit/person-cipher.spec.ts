import { describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { decrypt, encrypt } from './person-cipher.js';

const key = randomBytes(32);
const plain = Buffer.from('原因: a reason with 🔑');

describe('a personal value', () => {
  it('opens with its key and context', () => {
    expect(decrypt(key, encrypt(key, plain, 'one'), 'one')).toStrictEqual(plain);
    expect(decrypt(key, encrypt(key, Buffer.alloc(0), 'one'), 'one')).toStrictEqual(Buffer.alloc(0));
  });

  it('looks different each time, and never like what it holds', () => {
    const texts = Array.from({ length: 20 }, () => encrypt(key, plain, 'one'));
    expect(new Set(texts).size).toBe(20);
    for (const text of texts)
      expect(Buffer.from(text.slice(3), 'base64url').includes(plain.subarray(0, 6))).toBe(false);
  });

  it('opens with no other key or context, and not after any change', () => {
    const text = encrypt(key, plain, 'one');
    expect(decrypt(randomBytes(32), text, 'one')).toBeNull();
    expect(decrypt(key, text, 'another')).toBeNull();
    const bytes = Buffer.from(text.slice(3), 'base64url');
    for (let index = 0; index < bytes.length; index++) {
      const changed = Buffer.from(bytes);
      changed[index]! ^= 1;
      expect(decrypt(key, `v1.${changed.toString('base64url')}`, 'one')).toBeNull();
    }
    for (const cut of ['', 'v1.', 'v2.' + text.slice(3), text.slice(0, 30)])
      expect(decrypt(key, cut, 'one')).toBeNull();
  });
});

import { describe, expect, it } from '@jest/globals';
import { openText, sealText } from './sealed-text.js';
import { ServerKeys } from './server-keys.js';

describe('a sealed text', () => {
  const key = new ServerKeys('s'.repeat(32)).derive('a test');

  it('opens with its key and context, and looks different each time', () => {
    const sealed = sealText(key, 'JBSWY3DPEHPK3PXP 钥', 'row 1');
    expect(openText(key, sealed, 'row 1')).toBe('JBSWY3DPEHPK3PXP 钥');
    expect(sealText(key, 'JBSWY3DPEHPK3PXP 钥', 'row 1')).not.toBe(sealed);
    expect(Buffer.from(sealed, 'base64url').toString('latin1')).not.toContain('JBSWY');
  });

  it('opens for nothing else, and not when a bit of it has changed', () => {
    const sealed = sealText(key, 'secret', 'row 1');
    expect(openText(key, sealed, 'row 2')).toBeNull();
    expect(openText(new ServerKeys('t'.repeat(32)).derive('a test'), sealed, 'row 1')).toBeNull();
    const bytes = Buffer.from(sealed, 'base64url');
    for (let at = 0; at < bytes.length; at++) {
      const changed = Buffer.from(bytes);
      changed[at]! ^= 1;
      expect(openText(key, changed.toString('base64url'), 'row 1')).toBeNull();
    }
    for (const nothing of ['', 'x', '钥', sealed.slice(0, 30)]) expect(openText(key, nothing, 'row 1')).toBeNull();
  });
});

import { describe, expect, it } from '@jest/globals';
import { generateSync } from 'otplib';
import { describeSecret, drawRecoveryCode, drawSecret, readRecoveryCode, stepOf } from './one-time-codes.js';

describe('codes of an authenticator', () => {
  // RFC 6238, appendix B, shortened to six digits: the secret is `12345678901234567890`.
  const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

  it('are those of the standard', () => {
    expect(stepOf('287082', secret, new Date(59_000))).toBe(1);
    expect(stepOf('081804', secret, new Date(1_111_111_109_000))).toBe(37_037_036);
    expect(stepOf('279037', secret, new Date(2_000_000_000_000))).toBe(66_666_666);
  });

  it('are good for the present step and the two beside it, each under its own number', () => {
    const now = new Date(1_800_000_000_000);
    const at = (seconds: number): string => generateSync({ secret, epoch: 1_800_000_000 + seconds });
    expect([-30, 0, 30].map((seconds) => stepOf(at(seconds), secret, now))).toEqual([
      59_999_999, 60_000_000, 60_000_001,
    ]);
    expect([-60, 60].map((seconds) => stepOf(at(seconds), secret, now))).toEqual([null, null]);
    for (const text of ['', '12345', '1234567', 'abcdef', '１２３４５６']) expect(stepOf(text, secret, now)).toBeNull();
  });

  it('come from a secret of 160 bits that is shown as a URI', () => {
    const drawn = drawSecret();
    expect(drawn).toMatch(/^[A-Z2-7]{32}$/);
    expect(describeSecret(drawn, 'a@b.example')).toBe(
      `otpauth://totp/Trefoil:a%40b.example?secret=${drawn}&issuer=Trefoil`,
    );
  });
});

describe('a recovery code', () => {
  it('is read however it is typed', () => {
    const code = drawRecoveryCode();
    expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(readRecoveryCode(code)).toBe(code);
    expect(readRecoveryCode(` ${code.toLowerCase().replaceAll('-', ' ')} `)).toBe(code);
    expect(readRecoveryCode('7kq2 mOzd xr4t 9wbI')).toBe('7KQ2-M0ZD-XR4T-9WB1');
    for (const text of ['', '123456', '7KQ2-M0ZD-XR4T-9WB', '7KQ2-M0ZD-XR4T-9WBU'])
      expect(readRecoveryCode(text)).toBeNull();
  });
});

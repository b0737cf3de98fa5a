import { describe, expect, it } from '@jest/globals';
import { canonicalText, isLink, isPrintable } from './text.js';

describe('the canonical form of a text', () => {
  it('composes characters, ends lines in one way, and keeps compatibility forms and spaces', () => {
    expect(canonicalText('Cea\u0301ra\r\nn\u0303\rＡ ﬁ ')).toBe('Ceára\nñ\nＡ ﬁ ');
    expect(canonicalText('\u1100\u1161')).toBe('가');
  });
});

describe('what can be printed', () => {
  it.each(['Ceára', '三峡集团', 'شركة', 'a\u200Eb', 'a\u200Db', '👩‍🔧', ''])('holds "%s"', (text) => {
    expect(isPrintable(text, { hasLines: false })).toBe(true);
  });

  it.each(['\0', '\x07', '\x1b[31m', '\x7f', '\u0085', '\ud83d', '\udc00', '\u202Egpj.exe', '\u2066', '\u2069'])(
    'does not hold %j, in lines or not',
    (text) => {
      expect([isPrintable(`a${text}`, { hasLines: false }), isPrintable(`a${text}`, { hasLines: true })]).toEqual([
        false,
        false,
      ]);
    },
  );

  it('holds line breaks and tabs only where there may be lines', () => {
    for (const text of ['a\nb', 'a\tb']) {
      expect([isPrintable(text, { hasLines: true }), isPrintable(text, { hasLines: false })]).toEqual([true, false]);
    }
    expect(isPrintable('a\rb', { hasLines: true })).toBe(false);
  });
});

describe('links', () => {
  it.each([
    'https://alpha.example',
    'HTTPS://alpha.example/a?b=c#d',
    'https://三峡.example/',
    'https://[2001:db8::1]/',
  ])('are addresses such as %s', (text) => expect(isLink(text, 100)).toBe(true));

  it.each([
    'http://alpha.example',
    'javascript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'vbscript:x',
    '//alpha.example',
    'alpha.example',
    'https://bank.example@evil.example/',
    'https://:x@evil.example/',
    'https://alpha.example/\u202Egpj',
    `https://alpha.example/${'x'.repeat(100)}`,
    `https://alpha.example/${'峡'.repeat(20)}`,
    'https://',
  ])('are not %j', (text) => expect(isLink(text, 100)).toBe(false));
});

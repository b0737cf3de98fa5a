import { describe, expect, it } from '@jest/globals';
import { emailFaults, normalizeEmail } from './email-address.js';

describe('an e-mail address', () => {
  it('has one spelling', () => {
    expect(normalizeEmail('  Li.Wei@Forum.Example ')).toBe('li.wei@forum.example');
  });

  it('is accepted in any script', () => {
    for (const email of ['a@b', 'li.wei+forum@mail.forum.example', '李伟@论坛.example', "o'neill@forum.example"])
      expect(emailFaults(email)).toEqual([]);
  });

  it('is refused where it could be two, or end a header', () => {
    const twisted = [
      'a@b,c@d',
      'a@b;c@d',
      'a@b c@d',
      '<a@b>',
      'A <a@b>',
      '"a@b"@c',
      'a@b\r\nBcc: c@d',
      'a\0@b',
      'a@b:c',
    ];
    for (const email of [...twisted, '', 'a', 'a@', '@b', 'a@b@c', `${'a'.repeat(65)}@b`, `a@${'b'.repeat(253)}`])
      expect([email, emailFaults(email, 'invitee.email').map(({ field }) => field)]).toEqual([
        email,
        ['invitee.email'],
      ]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { composeMail } from './compose-mail.js';
import { mailKinds } from './mail-kinds.js';

const publicUrl = 'https://forum.example';

describe('the text of a mail', () => {
  it('has a link that begins with the public address and hides its token behind "#"', () => {
    const link = { purpose: 'password-reset', token: 'T0ken' } as const;
    const { text, html } = composeMail({ kind: 'password-reset', locale: 'en', parameters: {}, link }, publicUrl);

    expect(text).toContain('\n\nhttps://forum.example/account/reset-password#T0ken\n\n');
    expect(html).toContain('<a href="https://forum.example/account/reset-password#T0ken">');
  });

  it('comes in both languages for every kind, with the names it mentions', () => {
    const parameters = { placeName: 'Nairobi 2027', role: 'organizer', reason: 'No booth left' };
    for (const kind of mailKinds) {
      const [en, zh] = (['en', 'zh'] as const).map((locale) =>
        composeMail({ kind, locale, parameters, link: null }, publicUrl),
      );
      expect(en!.subject).not.toBe(zh!.subject);
      expect(zh!.text).toMatch(/[一-鿿]/);
      for (const { text, subject, html } of [en!, zh!]) {
        expect(text).not.toContain('undefined');
        expect(subject).not.toMatch(/[\r\n]/);
        expect(html).toContain('<p>');
      }
    }
    const declined = composeMail({ kind: 'sign-up-declined', locale: 'en', parameters, link: null }, publicUrl);
    expect(declined.text).toContain('Nairobi 2027');
    expect(declined.text).toContain('No booth left');
  });

  it('lets no name add a header, a web address or markup', () => {
    const placeName = 'Expo\r\nBcc: all@forum.example\n\n<b>x</b> https://evil.example/x?y www.evil.example \u202eabc';
    const mail = composeMail({ kind: 'invitation', locale: 'en', parameters: { placeName }, link: null }, publicUrl);

    expect(mail.subject).toBe('You are invited to Expo Bcc: all@forum.example <b>x</b> … … abc');
    expect(mail.text).not.toMatch(/evil/);
    expect(mail.html).toContain('&lt;b&gt;x&lt;/b&gt;');
    expect(mail.html).not.toContain('<b>');
  });

  it('cuts a name that is too long for a line', () => {
    const parameters = { placeName: '名'.repeat(300) };
    const { subject } = composeMail({ kind: 'invitation', locale: 'zh', parameters, link: null }, publicUrl);
    expect(Array.from(subject).length).toBeLessThan(140);
  });
});

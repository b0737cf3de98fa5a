import * as path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ConfigError } from './config-error.js';
import { EnvironmentReader, type Environment } from './environment.js';
import { readMail } from './mail-config.js';

function read(env: Environment) {
  const reader = new EnvironmentReader(env);
  const config = readMail(reader, { port: 3000 });
  reader.finish();
  return config;
}

function faultsOf(env: Environment): readonly string[] {
  try {
    read(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
}

const smtp = {
  TREFOIL_SMTP_URL: 'smtp://mail.example',
  TREFOIL_MAIL_FROM: 'Forum office <office@forum.example>',
  TREFOIL_PUBLIC_URL: 'https://forum.example/',
};

describe('the configuration of mails', () => {
  it('writes them into the data directory where nothing is set', () => {
    expect(read({ TREFOIL_DATA_DIRECTORY: '/srv/trefoil' })).toStrictEqual({
      transport: { kind: 'files', directory: path.join('/srv/trefoil', 'mail') },
      from: { name: 'Trefoil', address: 'trefoil@localhost' },
      publicUrl: 'http://localhost:3000',
    });
  });

  it('sends them over TLS unless told otherwise', () => {
    expect(read(smtp)).toStrictEqual({
      transport: { kind: 'smtp', host: 'mail.example', port: 587, tls: 'required', credentials: null },
      from: { name: 'Forum office', address: 'office@forum.example' },
      publicUrl: 'https://forum.example',
    });
    expect(read({ ...smtp, TREFOIL_SMTP_TLS: 'optional' }).transport).toMatchObject({ tls: 'optional' });
    expect(read({ ...smtp, TREFOIL_SMTP_URL: 'smtps://a%40b:c%2Fd@mail.example' }).transport).toStrictEqual({
      kind: 'smtp',
      host: 'mail.example',
      port: 465,
      tls: 'implicit',
      credentials: { user: 'a@b', password: 'c/d' },
    });
  });

  it('wants to know the sender and the public address before it sends', () => {
    expect(faultsOf({ TREFOIL_SMTP_URL: smtp.TREFOIL_SMTP_URL })).toStrictEqual([
      'TREFOIL_MAIL_FROM: is not set, mails that are sent need a sender',
      'TREFOIL_PUBLIC_URL: is not set, links in mails that are sent need it',
    ]);
  });

  it('refuses what would put more than one address into a header, and addresses that are not', () => {
    for (const from of ['a@b, c@d', 'A <a@b>, <c@d>', 'nobody', 'A\r\nBcc: x <a@b>']) {
      expect(faultsOf({ ...smtp, TREFOIL_MAIL_FROM: from })).toHaveLength(1);
    }
    for (const url of ['ftp://forum.example', 'https://u:p@forum.example', 'https://forum.example/?a=1', 'forum']) {
      expect(faultsOf({ ...smtp, TREFOIL_PUBLIC_URL: url })).toHaveLength(1);
    }
  });

  it('never repeats the password of the mail server', () => {
    const faults = faultsOf({ ...smtp, TREFOIL_SMTP_URL: 'http://user:hunter2@mail.example' });
    expect(faults).toHaveLength(1);
    expect(faults.join()).not.toContain('hunter2');
  });
});

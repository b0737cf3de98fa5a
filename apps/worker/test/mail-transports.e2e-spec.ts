import * as fs from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { MailRefused, type OutgoingMail } from '#domain';
import { FileTransport } from '../src/mail/file-transport.js';
import { SmtpTransport } from '../src/mail/smtp-transport.js';
import { FakeMailServer } from './fake-mail-server.js';

const from = { name: 'Forum office', address: 'office@forum.example' };
const mail: OutgoingMail = {
  id: '0b6d7b6e-0000-4000-8000-000000000000',
  recipient: 'li.wei@test.example',
  subject: '设置新密码',
  text: 'Text\n',
  html: '<p>Text</p>\n',
  date: new Date('2027-05-10T12:00Z'),
};

const headersOf = (message: string): string[] =>
  message
    .slice(0, message.indexOf('\r\n\r\n'))
    .replaceAll(/\r\n[ \t]/g, ' ')
    .split('\r\n');

describe('mails by SMTP', () => {
  let server: FakeMailServer;
  const open = (tls: 'required' | 'optional' = 'optional'): SmtpTransport =>
    new SmtpTransport({ kind: 'smtp', host: '127.0.0.1', port: server.port, tls, credentials: null }, from);

  beforeEach(async () => {
    server = await FakeMailServer.start();
  });
  afterEach(() => server.close());

  it('arrive with their envelope, a Message-ID of their own and nobody’s holiday notice', async () => {
    await open().send(mail);
    await open().send(mail);

    expect(server.taken).toHaveLength(2);
    const [first, second] = server.taken.map(({ data }) => headersOf(data));
    expect(server.taken[0]).toMatchObject({ from: from.address, to: [mail.recipient] });
    expect(first).toContain('Message-ID: <0b6d7b6e-0000-4000-8000-000000000000@forum.example>');
    expect(first).toContain('From: Forum office <office@forum.example>');
    expect(first).toContain('To: li.wei@test.example');
    expect(first).toContain('Auto-Submitted: auto-generated');
    // The parts' boundary is drawn anew; all that says what the mail is stays.
    const without = (headers: string[]) => headers.filter((header) => !header.startsWith('Content-Type'));
    expect(without(second!)).toEqual(without(first!));
  });

  it('have no header and no recipient more, whatever stands in their texts', async () => {
    const subject = 'Hello\r\nBcc: all@test.example\r\n\r\nBody';
    const recipient = 'a@test.example>\r\nRCPT TO:<b@test.example';
    await open().send({ ...mail, subject });
    const plain = headersOf(server.taken[0]!.data).map((header) => header.split(':')[0]);
    expect(plain).toContain('Subject');
    expect(plain).not.toContain('Bcc');
    expect(server.taken[0]!.to).toEqual([mail.recipient]);

    await expect(open().send({ ...mail, recipient })).rejects.toBeInstanceOf(MailRefused);
    expect(server.taken).toHaveLength(1);
  });

  it.each([
    ['RCPT TO', '550 no such mailbox', true],
    ['MAIL FROM', '553 not you', true],
    ['.', '554 not this', true],
    ['RCPT TO', '450 later', false],
    ['.', '451 later', false],
  ])('whose %s is answered with %s are refused for good: %s', async (command, reply, isFinal) => {
    server.replyTo = (line) => (line.startsWith(command) ? reply : undefined);
    const error: unknown = await open()
      .send(mail)
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Error);
    expect(error instanceof MailRefused).toBe(isFinal);
    expect(server.taken).toEqual([]);
  });

  it('may go better later when the connection breaks before the server’s last word', async () => {
    server.replyTo = (line) => (line === '.' ? null : undefined);
    await expect(open().send(mail)).rejects.not.toBeInstanceOf(MailRefused);
  });

  it('are not handed over in the clear where TLS is required', async () => {
    await expect(open('required').send(mail)).rejects.not.toBeInstanceOf(MailRefused);
    expect(server.taken).toEqual([]);
  });
});

describe('mails as files', () => {
  it('are one file each, however often they are written, for their owner alone', async () => {
    const home = await fs.mkdtemp(path.join(os.tmpdir(), 'trefoil-mail-'));
    const directory = path.join(home, 'mail');
    try {
      const files = new FileTransport({ kind: 'files', directory }, from);
      await files.send(mail);
      await files.send(mail);

      const name = '2027-05-10T12-00-00 0b6d7b6e-0000-4000-8000-000000000000.eml';
      expect(await fs.readdir(directory)).toEqual([name]);
      const file = path.join(directory, name);
      expect(headersOf(await fs.readFile(file, 'utf8'))).toContain('To: li.wei@test.example');
      expect((await fs.stat(file)).mode & 0o777).toBe(0o600);
    } finally {
      await fs.rm(home, { recursive: true });
    }
  });
});

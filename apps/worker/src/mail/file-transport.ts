import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { createTransport } from 'nodemailer';
import type { MailConfig, MailFilesConfig } from '#config';
import type { MailTransport, OutgoingMail } from '#domain';
import { composeMessage } from './compose-message.js';

/** Writes each mail into a file of its own, which any mail program opens; the same mail again is the same file. */
export class FileTransport implements MailTransport {
  private readonly composer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });

  constructor(
    private readonly config: MailFilesConfig,
    private readonly from: MailConfig['from'],
  ) {}

  async send(mail: OutgoingMail): Promise<void> {
    const { message } = await this.composer.sendMail(composeMessage(mail, this.from));
    if (!Buffer.isBuffer(message)) throw new Error('The mail was not composed in memory.');
    const time = mail.date.toISOString().replaceAll(':', '-').slice(0, 19);
    const file = path.join(this.config.directory, `${time} ${mail.id}.eml`);
    await fs.mkdir(this.config.directory, { recursive: true, mode: 0o700 });
    // It holds a link that opens something: its owner's alone, and never seen half written.
    await fs.writeFile(`${file}.new`, message, { mode: 0o600 });
    await fs.rename(`${file}.new`, file);
  }
}

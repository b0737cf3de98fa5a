import { createTransport } from 'nodemailer';
import type { MailConfig, SmtpConfig } from '#config';
import { MailRefused, type MailTransport, type OutgoingMail } from '#domain';
import { composeMessage } from './compose-message.js';

/** Together far below the time for which a run claims a mail. */
const connectTimeoutMs = 10_000;
const answerTimeoutMs = 20_000;

/** Hands mails to a server, one connection each. */
export class SmtpTransport implements MailTransport {
  private readonly client: ReturnType<typeof connect>;

  constructor(
    config: SmtpConfig,
    private readonly from: MailConfig['from'],
  ) {
    this.client = connect(config);
  }

  async send(mail: OutgoingMail): Promise<void> {
    try {
      await this.client.sendMail(composeMessage(mail, this.from));
    } catch (error) {
      const { responseCode, command } = error as { responseCode?: number; command?: string };
      // That we may not sign in is our fault, not the mail's: it goes out once the configuration is right.
      const isAboutMail = /^(MAIL FROM|RCPT TO|DATA)$/.test(command ?? '');
      if (isAboutMail && responseCode !== undefined && responseCode >= 500) throw new MailRefused(responseCode);
      throw error;
    }
  }
}

function connect({ host, port, tls, credentials }: SmtpConfig) {
  return createTransport({
    host,
    port,
    secure: tls === 'implicit',
    requireTLS: tls === 'required',
    ...(credentials && { auth: { user: credentials.user, pass: credentials.password } }),
    connectionTimeout: connectTimeoutMs,
    greetingTimeout: connectTimeoutMs,
    socketTimeout: answerTimeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

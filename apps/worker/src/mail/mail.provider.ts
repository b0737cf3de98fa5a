import type { FactoryProvider } from '@nestjs/common';
import type { MailConfig } from '#config';
import type { MailTransport } from '#domain';
import type { Logger } from '#logging';
import { FileTransport } from './file-transport.js';
import { SmtpTransport } from './smtp-transport.js';

/** Where mails go, with what links in them begin with. */
export class MailWay {
  constructor(
    readonly transport: MailTransport,
    readonly publicUrl: string,
  ) {}
}

/** The way that is configured; says so in the log, since files that nobody expects would reach nobody. */
export function mailWay({ transport, from, publicUrl }: MailConfig, logger: Logger): FactoryProvider<MailWay> {
  return {
    provide: MailWay,
    useFactory: () => {
      if (transport.kind === 'smtp') {
        logger.info({ host: transport.host, port: transport.port, tls: transport.tls }, 'Mails are sent.');
        return new MailWay(new SmtpTransport(transport, from), publicUrl);
      }
      const { directory } = transport;
      logger.warn({ directory }, 'Mails are not sent but written to files; TREFOIL_SMTP_URL sends them.');
      return new MailWay(new FileTransport(transport, from), publicUrl);
    },
  };
}

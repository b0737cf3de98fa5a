/** A mail as it goes out. */
export interface OutgoingMail {
  /** Unique, and the same at every try: makes the Message-ID. */
  id: string;
  recipient: string;
  subject: string;
  text: string;
  html: string;
  /** When it was asked for; the same at every try. */
  date: Date;
}

/** The server refused this mail, and would again. */
export class MailRefused extends Error {
  readonly code = 'MAIL_REFUSED';

  /** @param reply the server's reply code, 500 to 599 */
  constructor(readonly reply: number) {
    super(`The mail server refused the mail with ${reply}.`);
    this.name = 'MailRefused';
  }
}

/** What takes a mail from the worker. */
export interface MailTransport {
  /**
   * Resolves when the mail was taken.
   *
   * @throws MailRefused, or any other error when a later try may succeed
   */
  send(mail: OutgoingMail): Promise<void>;
}

import type { SendMailOptions } from 'nodemailer';
import type { MailConfig } from '#config';
import { emailFaults, MailRefused, type OutgoingMail } from '#domain';

/** SMTP's own code for a mailbox name that is not allowed. */
const nameNotAllowed = 553;

/**
 * The mail as nodemailer takes it.
 *
 * @throws MailRefused when the recipient is not a plain address: nodemailer would find another one in it
 */
export function composeMessage(mail: OutgoingMail, from: MailConfig['from']): SendMailOptions {
  if (emailFaults(mail.recipient).length > 0) throw new MailRefused(nameNotAllowed);
  return {
    from,
    to: { name: '', address: mail.recipient },
    envelope: { from: from.address, to: [mail.recipient] },
    // The same at every try: a mailbox that got the mail twice can tell.
    messageId: `<${mail.id}@${from.address.split('@').at(-1)!}>`,
    date: mail.date,
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    // RFC 3834: nobody's holiday notice answers it.
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

import * as path from 'node:path';
import { readDataDirectory } from './data-directory.js';
import type { EnvironmentReader } from './environment.js';

/** Where mails go, and what they say about this installation. */
export interface MailConfig {
  transport: SmtpConfig | MailFilesConfig;
  from: { name: string; address: string };
  /** What links in mails begin with; without a slash at the end. */
  publicUrl: string;
}

/** A server that takes mails. */
export interface SmtpConfig {
  kind: 'smtp';
  host: string;
  port: number;
  /** `implicit` speaks TLS from the first byte, `required` ends the connection where STARTTLS is not offered. */
  tls: 'implicit' | 'required' | 'optional';
  /** Null where the server asks for none. */
  credentials: { user: string; password: string } | null;
}

/** Nothing is sent: each mail becomes an .eml file. */
export interface MailFilesConfig {
  kind: 'files';
  /** Absolute. */
  directory: string;
}

/**
 * Without TREFOIL_SMTP_URL mails become files, and whoever starts says so. With it, the sender and the address under which
 * people reach the installation have to be named: a guess would be in everybody's mail.
 */
export function readMail(reader: EnvironmentReader, http: { port: number }): MailConfig {
  const smtp = readSmtp(reader);
  const publicUrl = readPublicUrl(reader);
  const from = readSender(reader);
  if (smtp && !reader.has('TREFOIL_MAIL_FROM'))
    reader.fault('TREFOIL_MAIL_FROM', 'is not set, mails that are sent need a sender');
  if (smtp && !reader.has('TREFOIL_PUBLIC_URL'))
    reader.fault('TREFOIL_PUBLIC_URL', 'is not set, links in mails that are sent need it');
  return {
    transport: smtp ?? { kind: 'files', directory: path.join(readDataDirectory(reader), 'mail') },
    from: from ?? { name: 'Trefoil', address: 'trefoil@localhost' },
    publicUrl: publicUrl ?? `http://localhost:${http.port}`,
  };
}

function readSmtp(reader: EnvironmentReader): SmtpConfig | null {
  const isTlsOptional = reader.oneOf('TREFOIL_SMTP_TLS', ['required', 'optional'], 'required') === 'optional';
  const text = reader.url('TREFOIL_SMTP_URL', ['smtp:', 'smtps:'], { database: false });
  if (text === undefined || !URL.canParse(text)) return null;
  const url = new URL(text);
  const isImplicit = url.protocol === 'smtps:';
  return {
    kind: 'smtp',
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: url.port ? Number(url.port) : isImplicit ? 465 : 587,
    tls: isImplicit ? 'implicit' : isTlsOptional ? 'optional' : 'required',
    credentials: url.username
      ? { user: decodeURIComponent(url.username), password: decodeURIComponent(url.password) }
      : null,
  };
}

const senderShape = /^(?:([^<>"@\p{Cc}]{1,100}?)\s*<([^\s<>"@,;]+@[^\s<>"@,;]+)>|([^\s<>"@,;]+@[^\s<>"@,;]+))$/u;

function readSender(reader: EnvironmentReader): MailConfig['from'] | null {
  const text = reader.text('TREFOIL_MAIL_FROM');
  if (text === undefined) return null;
  const match = senderShape.exec(text);
  if (!match) reader.fault('TREFOIL_MAIL_FROM', `"${text}" is not of the form name@host or Name <name@host>`);
  return match && { name: match[1] ?? '', address: match[2] ?? match[3]! };
}

function readPublicUrl(reader: EnvironmentReader): string | null {
  const text = reader.text('TREFOIL_PUBLIC_URL');
  if (text === undefined) return null;
  const url = URL.canParse(text) ? new URL(text) : null;
  const isPlain = url && ['http:', 'https:'].includes(url.protocol) && !url.username && !url.search && !url.hash;
  if (!isPlain) reader.fault('TREFOIL_PUBLIC_URL', 'is not of the form https://host[:port][/path]');
  return text.replace(/\/+$/, '');
}

import type { Locale } from '../accounts/account.entity.js';
import { linkPages, type LinkPurpose, type MailKind } from './mail-kinds.js';
import { mailTexts } from './mail-texts.js';

export interface ComposedMail {
  /** One line. */
  subject: string;
  text: string;
  html: string;
}

export interface MailContent {
  kind: MailKind;
  locale: Locale;
  parameters: Readonly<Record<string, string>>;
  link: { purpose: LinkPurpose; token: string } | null;
}

/** Most characters of a name; a reason may be longer. */
const maxLengths: Record<string, number> = { reason: 1_000 };
const maxNameLength = 120;

/**
 * The text of a mail. Names that people chose become one line without control characters and web addresses: a company's name
 * can neither add a header nor lead a reader elsewhere.
 *
 * @param publicUrl what links begin with, without a slash at the end
 */
export function composeMail({ kind, locale, parameters, link }: MailContent, publicUrl: string): ComposedMail {
  const plain = Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [name, plainText(value, maxLengths[name] ?? maxNameLength)]),
  );
  const { subject, paragraphs } = mailTexts[kind][locale](plain);
  // After "#" the token reaches no server and no log before somebody uses it.
  const url = link && `${publicUrl}/${linkPages[link.purpose]}#${link.token}`;
  const text = url ? [paragraphs[0]!, url, ...paragraphs.slice(1)] : paragraphs;
  return { subject, text: `${text.join('\n\n')}\n`, html: htmlOf(paragraphs, url, locale) };
}

function plainText(value: string, maxLength: number): string {
  const oneLine = value
    .replace(/[\p{C}\p{Z}]+/gu, ' ')
    .replace(/\b(?:[a-z][a-z0-9+.-]*:\/\/|www\.)\S*/gi, '…')
    .trim();
  const characters = Array.from(oneLine);
  return characters.length > maxLength ? `${characters.slice(0, maxLength - 1).join('')}…` : oneLine;
}

function htmlOf(paragraphs: readonly string[], url: string | null, locale: Locale): string {
  const [first, ...rest] = paragraphs.map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`);
  const anchor = url ? [`<p><a href="${escapeHtml(url)}">${escapeHtml(url)}</a></p>`] : [];
  const body = [first!, ...anchor, ...rest].join('\n');
  return `<!doctype html>\n<html lang="${locale}">\n<body>\n${body}\n</body>\n</html>\n`;
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character]!);

/** Control characters, halves of surrogate pairs, line separators, and marks that turn the direction of what follows them. */
const unprintableInLine = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/u;
/** The same, but a text has paragraphs. */
const unprintableInText = /(?![\n\t])[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069]/u;

/**
 * The one form in which a text is stored and compared: Unicode NFC, lines ended by `\n`. O(length).
 *
 * What looks the same is the same then, whichever keyboard it came from; nothing else of it is changed.
 */
export function canonicalText(text: string): string {
  return text.replace(/\r\n?/g, '\n').normalize('NFC');
}

/**
 * Whether a text holds nothing that cannot be seen and changes what is: no control characters, no overrides of direction (a
 * name could pose as another), no broken characters.
 *
 * @param hasLines whether line breaks and tabs may stand in it
 */
export function isPrintable(text: string, { hasLines }: { hasLines: boolean }): boolean {
  return !(hasLines ? unprintableInText : unprintableInLine).test(text);
}

/** What is allowed, for a person to read. */
export function printableTexts({ hasLines }: { hasLines: boolean }): string {
  const but = hasLines ? 'control characters but line breaks and tabs' : 'control characters and line breaks';
  return `a text without ${but}, and without marks that turn the direction of writing`;
}

/**
 * Whether a text may be shown as a link: an https address of at most `maxLength` characters, and none whose user and password
 * pose as another host. Nothing else is a link in Trefoil; no script, file or data address passes.
 */
export function isLink(text: string, maxLength: number): boolean {
  if (!isPrintable(text, { hasLines: false }) || !URL.canParse(text)) return false;
  const { href, protocol, username, password } = new URL(text);
  return protocol === 'https:' && username === '' && password === '' && Math.max(text.length, href.length) <= maxLength;
}

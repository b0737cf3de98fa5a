import { isUtf8 } from 'node:buffer';

export type TextEncodingName = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030';

/** Characters that no text in GB18030 has: private ones and those that no standard assigns. Other encodings read as it give them. */
const implausible = /[\p{Co}\p{Cn}\uFFFD]/u;

/**
 * The encoding of a text, by its byte order mark, else UTF-8 where it is that, else GB18030, which Chinese spreadsheets write;
 * null when it is none of these.
 *
 * A short text in a western 8-bit encoding may pass for GB18030: whoever uploads is told what was detected.
 */
export function detectEncoding(content: Buffer): TextEncodingName | null {
  if (content[0] === 0xff && content[1] === 0xfe) return decodes(content, 'utf-16le');
  if (content[0] === 0xfe && content[1] === 0xff) return decodes(content, 'utf-16be');
  if (isUtf8(content)) return content.includes(0) ? null : 'utf-8';
  return decodes(content, 'gb18030');
}

/** The same text in UTF-8, without a byte order mark. */
export function toUtf8(content: Buffer, encoding: TextEncodingName): Buffer {
  const hasMark = content[0] === 0xef && content[1] === 0xbb && content[2] === 0xbf;
  if (encoding === 'utf-8') return hasMark ? content.subarray(3) : content;
  return Buffer.from(new TextDecoder(encoding, { fatal: true }).decode(content));
}

function decodes(content: Buffer, encoding: TextEncodingName): TextEncodingName | null {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(content);
    return text.includes('\0') || implausible.test(text) ? null : encoding;
  } catch {
    // Not valid in this encoding.
    return null;
  }
}

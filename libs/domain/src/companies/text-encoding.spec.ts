import { describe, expect, it } from '@jest/globals';
import { detectEncoding, toUtf8 } from './text-encoding.js';

const text = 'name_en,name_zh\nAlpha,阿尔法水电工程\n';
const utf16le = Buffer.from(`\uFEFF${text}`, 'utf16le');
// 阿尔法 in GB18030, and 㐀, which only its four-byte part has.
const gb18030 = Buffer.concat([Buffer.from('Alpha,'), Buffer.from([0xb0, 0xa2, 0xb6, 0xfb, 0xb7, 0xa8])]);

describe('detecting an encoding', () => {
  it.each([
    ['UTF-8', Buffer.from(text), 'utf-8', text],
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${text}`), 'utf-8', text],
    ['UTF-16, little end first', utf16le, 'utf-16le', text],
    ['UTF-16, big end first', Buffer.from(utf16le).swap16(), 'utf-16be', text],
    ['GB18030', gb18030, 'gb18030', 'Alpha,阿尔法'],
    ['GB18030 of four bytes', Buffer.from([0x81, 0x39, 0xee, 0x39]), 'gb18030', '㐀'],
  ])('knows %s', (_, content, encoding, expected) => {
    expect(detectEncoding(content)).toBe(encoding);
    expect(toUtf8(content, detectEncoding(content)!).toString()).toBe(expected);
  });

  it.each([
    ['no encoding it knows', Buffer.from([0x41, 0xff, 0xff, 0x41])],
    ['binary content', Buffer.from('a\0b')],
    ['UTF-16 that breaks off', utf16le.subarray(0, -1)],
    ['half a character of UTF-16', Buffer.from([0xff, 0xfe, 0x00, 0xd8, 0x41, 0x00])],
    ['a western encoding where it cannot pass for another', Buffer.from([0x43, 0xe9, 0x2c, 0xe9])],
  ])('refuses %s', (_, content) => {
    expect(detectEncoding(content)).toBeNull();
  });
});

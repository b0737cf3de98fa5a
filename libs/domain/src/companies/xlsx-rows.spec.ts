import { describe, expect, it } from '@jest/globals';
import { makeXlsx, rowsXml } from '#testing';
import { BrokenFile } from './file-row.js';
import { importLimits } from './import-limits.js';
import { isXlsx, readXlsxRows } from './xlsx-rows.js';

const refusalOf = async (content: Buffer): Promise<string> => {
  expect(isXlsx(content)).toBe(true);
  const error: unknown = await readXlsxRows(content).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(BrokenFile);
  return (error as BrokenFile).message;
};

/** The archive with other bytes after each header that begins with `signature`. */
function patched(content: Buffer, signature: string, offset: number, write: (at: Buffer) => void): Buffer {
  const copy = Buffer.from(content);
  for (let at = copy.indexOf(signature, 0, 'latin1'); at >= 0; at = copy.indexOf(signature, at + 4, 'latin1')) {
    write(copy.subarray(at + offset));
  }
  return copy;
}

describe('reading a spreadsheet', () => {
  it('gives texts as they were stored, whatever kind of cell held them, and leaves out empty rows', async () => {
    const cells = [
      '<c r="A1" t="inlineStr"><is><t>=HYPERLINK("x")</t></is></c>',
      '<c r="B1"><v>202</v></c>',
      '<c r="C1"><v>0.5</v></c>',
      '<c r="D1" t="b"><v>1</v></c>',
      '<c r="E1" s="1"><v>46000</v></c>',
      '<c r="F1"><f>1+1</f><v>2</v></c>',
      '<c r="G1" t="str"><f>WEBSERVICE("https://evil.example")</f><v>stored</v></c>',
    ];
    const content = await makeXlsx(
      `<row r="1">${cells.join('')}</row><row r="2"/><row r="3"><c r="B3" t="inlineStr"><is><t> x </t></is></c></row>`,
    );
    expect(await readXlsxRows(content)).toEqual([
      { line: 1, cells: ['=HYPERLINK("x")', '202', '0.5', 'true', '2025-12-09', '2', 'stored'] },
      { line: 3, cells: ['', ' x ', '', '', '', '', ''] },
    ]);
  });

  it('refuses what is larger unpacked than packed would let one think', async () => {
    const bomb = await makeXlsx('', { 'xl/media.xml': ' '.repeat(importLimits.unpackedBytes + 1) });
    expect(bomb.length).toBeLessThan(100_000);
    expect(await refusalOf(bomb)).toBe('The file is larger than 32 MB once it is unpacked.');
    // The bytes count, not what the directory of the archive says of them.
    const lying = patched(bomb, 'PK\x01\x02', 24, (at) => at.writeUInt32LE(10, 0));
    expect(await refusalOf(lying)).toMatch(/damaged|larger/);
  });

  it('refuses many parts, encrypted ones, and what is no archive', async () => {
    const many = Object.fromEntries(Array.from({ length: importLimits.zipEntries }, (_, i) => [`${i}.xml`, '']));
    expect(await refusalOf(await makeXlsx('', many))).toMatch(/parts, at most 200/);
    const plain = await makeXlsx(rowsXml([['a']]));
    expect(await refusalOf(patched(plain, 'PK\x01\x02', 8, (at) => at.writeUInt16LE(1, 0)))).toBe(
      'The file is encrypted.',
    );
    expect(await refusalOf(Buffer.from('PK\x03\x04 and nothing more'))).toMatch(/damaged/);
    expect(await refusalOf(plain.subarray(0, plain.length / 2))).toMatch(/damaged/);
    expect(await refusalOf(await makeXlsx('', { 'xl/workbook.xml': '<workbook/>' }))).toMatch(/cannot be read/);
  });

  it.each([
    ['a cell in the last row and column', '<row r="1"><c r="XFD1048576"><v>1</v></c></row>'],
    ['a row far below', '<row r="1048576"><c><v>1</v></c></row>'],
    ['a cell far below', '<row><c r="B200000"><v>1</v></c></row>'],
    ['too many columns', `<row>${'<c/>'.repeat(importLimits.columns + 1)}</row>`],
    ['too many cells', `<row>${'<c/>'.repeat(100)}</row>`.repeat(3_001)],
    [
      'too many cells in all, by rows of different length',
      `<row>${'<c/>'.repeat(200)}</row>${'<row><c/></row>'.repeat(1_600)}`,
    ],
    ['a place in other quotes', `<row><c r='XFD1048576'><v>1</v></c></row>`],
    ['a place written as an entity', '<row><c r="&#88;FD1048576"><v>1</v></c></row>'],
    ['a place with spaces', '<row><c r = "XFD1048576"><v>1</v></c></row>'],
    ['the same in a namespace', '<x:row><x:c r="XFD1048576"><x:v>1</x:v></x:c></x:row>'],
    ['entities of its own', '<!ENTITY a "b">'],
  ])('refuses %s before a table is built', async (_, xml) => {
    expect(await refusalOf(await makeXlsx(xml))).toMatch(/columns|cells|stands|no spreadsheet program/);
  });

  it('reads a sheet at the limit', async () => {
    const rows = Array.from({ length: 2_000 }, (_, i) => [`Company ${i}`, 'BR']);
    expect((await readXlsxRows(await makeXlsx(rowsXml(rows)))).at(-1)).toEqual({
      line: 2_000,
      cells: ['Company 1999', 'BR'],
    });
  });
});

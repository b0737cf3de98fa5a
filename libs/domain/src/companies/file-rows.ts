import { canonicalText } from '../text.js';
import { readCsvRows } from './csv-rows.js';
import { BrokenFile, type FileRow } from './file-row.js';
import { detectEncoding, toUtf8, type TextEncodingName } from './text-encoding.js';
import { isXlsx, readXlsxRows } from './xlsx-rows.js';

/** What a file is, by its content alone; null when it is nothing that can be imported. */
export type FileFormat = { kind: 'xlsx' } | { kind: 'csv'; encoding: TextEncodingName };

export function detectFormat(content: Buffer): FileFormat | null {
  if (isXlsx(content)) return { kind: 'xlsx' };
  const encoding = detectEncoding(content);
  return encoding && { kind: 'csv', encoding };
}

/**
 * The rows of a CSV or XLSX file, in order, their texts in canonical form.
 *
 * @throws BrokenFile
 */
export async function* readFileRows(content: Buffer): AsyncGenerator<FileRow> {
  const format = detectFormat(content);
  if (!format) throw new BrokenFile(1, 'The file is neither CSV nor XLSX.');
  const rows = format.kind === 'xlsx' ? await readXlsxRows(content) : readCsvRows(toUtf8(content, format.encoding));
  for await (const { line, cells } of rows) yield { line, cells: cells.map(canonicalText) };
}

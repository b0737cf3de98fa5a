import { stringify } from 'csv-stringify/sync';
import { ZipFile } from 'yazl';

/** Rows of one kind, as they are exported: names of fields in camel case, values as JSON. */
export interface ExportPart {
  /** Name of the two files, without their ending. */
  name: string;
  rows: Record<string, unknown>[];
}

/** Beyond this an export is given up: a company's lists of years are some megabytes. */
export const maxExportBytes = 64 * 1024 * 1024;

export class ExportTooLarge extends Error {
  constructor() {
    super(`The export has more than ${maxExportBytes} bytes.`);
  }
}

/**
 * A zip with each part as JSON and as CSV (UTF-8 with a byte order mark; cells that a spreadsheet would take for a formula are
 * escaped, values that are no text stand as JSON), and a README that lists them.
 *
 * @throws ExportTooLarge when its files have more than `maxExportBytes` before compression
 */
export async function zipParts(parts: readonly ExportPart[], about: string, now: Date): Promise<Buffer> {
  const zip = new ZipFile();
  let bytes = 0;
  const add = (name: string, text: string): void => {
    const content = Buffer.from(text);
    bytes += content.length;
    if (bytes > maxExportBytes) throw new ExportTooLarge();
    zip.addBuffer(content, name, { mtime: now, mode: 0o600 });
  };
  const list = parts.map(({ name, rows }) => `${name}: ${rows.length}`).join('\n');
  add('README.txt', `${about}\n${now.toISOString()}\n\n${list}\n`);
  for (const { name, rows } of parts) {
    add(`${name}.json`, `${JSON.stringify(rows, null, 2)}\n`);
    add(`${name}.csv`, csvOf(rows));
  }
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function csvOf(rows: readonly Record<string, unknown>[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const cells = rows.map((row) => columns.map((column) => cellOf(row[column])));
  return stringify([columns, ...cells], { bom: true, escape_formulas: true });
}

function cellOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Database names as the API writes them: `created_at` is `createdAt`. */
export function camelCased(row: Record<string, unknown>): Record<string, unknown> {
  const rename = (name: string): string => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [rename(name), value]));
}

import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import {
  batchBytes,
  batchRows,
  firstBytes,
  formatVersion,
  type BackupEnd,
  type BackupHeader,
  type BackupRow,
  type BackupTable,
  type TableEnd,
} from './backup-format.js';
import { BackupRefused } from './backup-refused.js';

export type BackupPart =
  | { kind: 'header'; header: BackupHeader }
  | { kind: 'table'; table: BackupTable }
  /** Of the table before, at most a few megabytes or one row. */
  | { kind: 'rows'; rows: BackupRow[] };

/** What the file says does not agree with what it holds. */
class Damage extends Error {}

/**
 * The parts of a backup, in the order of the file, each checked when its table is complete and once more when the whole
 * file is: only who has read to the end may rely on what came before.
 *
 * @throws BackupRefused when the file is no backup, of another format version, damaged or cut short; it names the place
 */
export async function* readBackup(file: string): AsyncGenerator<BackupPart> {
  const whole = createHash('sha256');
  const lines = readLines(file);
  let place = 'its header';
  try {
    const header = readHeader(await nextLine(lines, whole));
    yield { kind: 'header', header };
    for (const name of header.tables) {
      place = `table "${name}"`;
      yield* readTable(name, lines, whole);
    }
    place = 'its end';
    await checkEnd(lines, whole.digest('hex'));
  } catch (cause) {
    if (!(cause instanceof Damage || cause instanceof SyntaxError || isFromGunzip(cause))) throw cause;
    throw new BackupRefused(`${file} is damaged in ${place}: ${cause.message}.`, { cause });
  } finally {
    await lines.return(undefined);
  }
}

function readHeader(line: Buffer): BackupHeader {
  const header = readObject<BackupHeader>(line);
  if (header.version !== formatVersion) {
    throw new BackupRefused(
      `The backup is written in format ${header.version}, and this Trefoil reads format ${formatVersion}. ` +
        `Restore it with the version of Trefoil that wrote it.`,
    );
  }
  if (Array.isArray(header.migrations) && Array.isArray(header.tables)) return header as BackupHeader;
  throw new Damage('it does not list migrations and tables');
}

async function* readTable(name: string, lines: AsyncIterator<Buffer>, whole: Hash): AsyncGenerator<BackupPart> {
  const table = readTableStart(name, await nextLine(lines, whole));
  yield { kind: 'table', table };

  const hash = createHash('sha256');
  let count = 0;
  let rows: BackupRow[] = [];
  let bytes = 0;
  let line = await nextLine(lines, whole);
  for (; line[0] === openingBracket; line = await nextLine(lines, whole)) {
    updateWithLine(hash, line);
    rows.push(readRow(line, table));
    count += 1;
    bytes += line.length;
    if (rows.length < batchRows && bytes < batchBytes) continue;
    yield { kind: 'rows', rows };
    rows = [];
    bytes = 0;
  }
  if (rows.length > 0) yield { kind: 'rows', rows };

  const end = readObject<TableEnd>(line);
  if (end.rows !== count) throw new Damage(`it holds ${count} rows, and should hold ${end.rows}`);
  if (end.sha256 !== hash.digest('hex')) throw new Damage('its rows do not have their checksum');
}

function readTableStart(name: string, line: Buffer): BackupTable {
  const table = readObject<BackupTable>(line);
  if (table.table === name && Array.isArray(table.columns)) return table as BackupTable;
  throw new Damage('it does not begin with its name and columns');
}

/** Rows are arrays, everything else is an object. */
const openingBracket = '['.charCodeAt(0);
const openingBrace = '{'.charCodeAt(0);

function readObject<T>(line: Buffer): Partial<T> {
  if (line[0] !== openingBrace) throw new Damage('a line is missing there');
  return JSON.parse(line.toString()) as Partial<T>;
}

function readRow(line: Buffer, table: BackupTable): BackupRow {
  const row = JSON.parse(line.toString()) as BackupRow;
  if (row.length === table.columns.length) return row;
  throw new Damage(`a row has ${row.length} values for ${table.columns.length} columns`);
}

async function checkEnd(lines: AsyncIterator<Buffer>, sha256: string): Promise<void> {
  const line = await lines.next();
  if (line.done) throw new Damage('its last line is missing');
  const end = readObject<BackupEnd>(line.value);
  if (end.sha256 !== sha256) throw new Damage('the file does not have its checksum');
  if (!(await lines.next()).done) throw new Damage('more follows');
}

async function nextLine(lines: AsyncIterator<Buffer>, whole: Hash): Promise<Buffer> {
  const line = await lines.next();
  if (line.done) throw new Damage('the file ends there');
  updateWithLine(whole, line.value);
  return line.value;
}

function updateWithLine(hash: Hash, line: Buffer): void {
  hash.update(line).update('\n');
}

/** Lines end at a newline byte and nowhere else: Node's readline would also end them at U+2028, which values may hold. */
async function* readLines(file: string): AsyncGenerator<Buffer, void, undefined> {
  const gunzip = createGunzip();
  // An error of the file comes out of gunzip, too; whoever stops reading closes both.
  pipeline(createReadStream(file), gunzip, () => undefined);
  let isFirst = true;
  let begun: Buffer[] = [];
  try {
    for await (const chunk of gunzip as AsyncIterable<Buffer>) {
      // Before a whole line is there: a file of another kind may have none.
      if (isFirst && !chunk.toString('latin1').startsWith(firstBytes)) throw notABackup(file);
      isFirst = false;
      let start = 0;
      for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
        const piece = chunk.subarray(start, end);
        yield begun.length > 0 ? Buffer.concat([...begun, piece]) : piece;
        begun = [];
        start = end + 1;
      }
      if (start < chunk.length) begun.push(chunk.subarray(start));
    }
  } catch (cause) {
    if (isFirst && isFromGunzip(cause)) throw notABackup(file, cause);
    throw cause;
  }
  if (isFirst) throw notABackup(file);
  if (begun.length > 0) throw new Damage('the file ends in the middle of a line');
}

function notABackup(file: string, cause?: unknown): BackupRefused {
  return new BackupRefused(`${file} is not a backup of Trefoil.`, { cause });
}

function isFromGunzip(error: unknown): error is NodeJS.ErrnoException {
  return String((error as NodeJS.ErrnoException).code).startsWith('Z_');
}

import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import * as fs from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import pg from 'pg';
import { withBackupConnection } from './backup-connection.js';
import {
  batchBytes,
  batchRows,
  formatVersion,
  type BackupEnd,
  type BackupHeader,
  type BackupTable,
  type TableEnd,
} from './backup-format.js';
import { BackupRefused } from './backup-refused.js';
import { listAppliedMigrations, listTables, lockTables, nameOf, type TableLayout } from './table-layout.js';

export interface BackupCounts {
  tables: number;
  rows: number;
}

/**
 * Writes all rows of the database of `url`, as they are at one moment, to `file`, readable by its owner only. Needs no
 * more than the application's role, and a service may go on working. Holds a few megabytes at a time, or one row.
 *
 * What is not finished is called `file`.part; `file` appears at once, whole and on the disk.
 *
 * @throws BackupRefused when the database holds no installation, or `file`.part is there already
 * @throws what `signal` was aborted with; as after every error, nothing is left behind
 */
export async function writeBackup(url: string, file: string, signal: AbortSignal): Promise<BackupCounts> {
  return withBackupConnection(url, async (client) => {
    const tables = await openSnapshot(client);
    const header: BackupHeader = {
      format: 'trefoil-backup',
      version: formatVersion,
      createdAt: new Date().toISOString(),
      migrations: await listAppliedMigrations(client),
      tables: tables.map(({ name }) => name),
    };
    const counts = { tables: tables.length, rows: 0 };
    const part = `${file}.part`;
    await createOwnFile(part);
    try {
      const target = createWriteStream(part, { flags: 'r+', flush: true });
      await pipeline(seal(linesOf(client, header, tables, counts)), createGzip(), target, { signal });
      await fs.rename(part, file);
    } catch (error) {
      await fs.rm(part, { force: true });
      throw error;
    }
    await client.query('COMMIT');
    return counts;
  });
}

/** Tables are locked before the snapshot is taken, so that none is altered or being filled by a restore meanwhile. */
async function openSnapshot(client: pg.Client): Promise<TableLayout[]> {
  const names = await listTables(client);
  if (names.length === 0)
    throw new BackupRefused('There is nothing to back up: the database has no tables of Trefoil.');
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  await lockTables(client, names, 'ACCESS SHARE');
  return listTables(client);
}

async function createOwnFile(part: string): Promise<void> {
  try {
    await (await fs.open(part, 'wx', 0o600)).close();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new BackupRefused(`${part} exists: another backup is writing it, or one was killed. If so, remove it.`);
  }
}

async function* linesOf(
  client: pg.Client,
  header: BackupHeader,
  tables: readonly TableLayout[],
  counts: BackupCounts,
): AsyncGenerator<string> {
  yield lineOf(header);
  for (const { name, columns } of tables) {
    yield lineOf({ table: name, columns } satisfies BackupTable);
    const hash = createHash('sha256');
    let rows = 0;
    for await (const lines of readRowLines(client, name, columns)) {
      const text = lines.join('\n') + '\n';
      hash.update(text);
      rows += lines.length;
      yield text;
    }
    yield lineOf({ rows, sha256: hash.digest('hex') } satisfies TableEnd);
    counts.rows += rows;
  }
}

async function* readRowLines(
  client: pg.Client,
  table: string,
  columns: BackupTable['columns'],
): AsyncGenerator<string[]> {
  const values = columns.map(({ name }) => `${pg.escapeIdentifier(name)}::text`).join(', ');
  const rowsAtOnce = await chooseRowsAtOnce(client, table);
  // PostgreSQL escapes newlines within JSON, so a row is a line.
  await client.query(
    `DECLARE part NO SCROLL CURSOR FOR SELECT array_to_json(ARRAY[${values}]::text[])::text AS line FROM ${nameOf(table)}`,
  );
  for (;;) {
    const { rows } = await client.query<{ line: string }>(`FETCH ${rowsAtOnce} FROM part`);
    if (rows.length === 0) break;
    yield rows.map(({ line }) => line);
  }
  await client.query('CLOSE part');
}

/** As many rows as stay below the batch even if all were as wide as the widest; one upload may be many megabytes. */
async function chooseRowsAtOnce(client: pg.Client, table: string): Promise<number> {
  const { rows } = await client.query<{ widest: number | null }>(
    `SELECT max(pg_column_size(t.*)) AS widest FROM ${nameOf(table)} AS t`,
  );
  const widest = rows[0]!.widest ?? 0;
  return Math.max(1, Math.min(batchRows, Math.floor(batchBytes / Math.max(1, widest))));
}

/** Ends the lines with the checksum of them all. */
async function* seal(lines: AsyncIterable<string>): AsyncGenerator<string> {
  const hash = createHash('sha256');
  for await (const line of lines) {
    hash.update(line);
    yield line;
  }
  yield lineOf({ sha256: hash.digest('hex') } satisfies BackupEnd);
}

const lineOf = (value: object): string => `${JSON.stringify(value)}\n`;

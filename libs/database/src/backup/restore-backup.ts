import pg from 'pg';
import { withBackupConnection } from './backup-connection.js';
import type { BackupRow, BackupTable } from './backup-format.js';
import { BackupRefused } from './backup-refused.js';
import { readBackup } from './read-backup.js';
import {
  leftOutTables,
  listAppliedMigrations,
  listTables,
  lockTables,
  nameOf,
  type TableLayout,
} from './table-layout.js';
import type { BackupCounts } from './write-backup.js';

/** How long requests of a service that already runs on the empty database may hold its tables. */
const lockTimeoutMs = 10_000;

/**
 * Fills an empty installation with the rows of a backup, in one transaction: all of them, or nothing at all. The file is
 * read twice, first only to check it.
 *
 * Jobs that were not finished are offered to the queue again. Nobody is signed in afterwards.
 *
 * @param ownerUrl signs in as the owner of the schema
 * @throws BackupRefused when the file cannot be used, is of other migrations, or the installation is not empty
 * @throws what `signal` was aborted with
 */
export async function restoreBackup(ownerUrl: string, file: string, signal: AbortSignal): Promise<BackupCounts> {
  await checkWhole(file, signal);

  return withBackupConnection(ownerUrl, async (client) => {
    await client.query('BEGIN');
    try {
      const counts = await fill(client, file, signal);
      await client.query('COMMIT');
      return counts;
    } catch (error) {
      await client.query('ROLLBACK').catch(() => undefined); // a broken connection has rolled back
      throw isRefusedRow(error) ? refusedRow(file, error) : error;
    }
  });
}

async function checkWhole(file: string, signal: AbortSignal): Promise<void> {
  const parts = readBackup(file);
  while (!(await parts.next()).done) signal.throwIfAborted();
}

async function fill(client: pg.Client, file: string, signal: AbortSignal): Promise<BackupCounts> {
  const layouts = await listTables(client);
  await client.query(`SET LOCAL lock_timeout = ${lockTimeoutMs}`);
  if (layouts.length > 0) await lockTables(client, layouts, 'ACCESS EXCLUSIVE');
  await requireEmpty(client, layouts);

  const setForeignKeysBack = await deferForeignKeys(client);
  const counts = { tables: 0, rows: 0 };
  let insert: ((rows: BackupRow[]) => Promise<void>) | undefined;
  for await (const part of readBackup(file)) {
    signal.throwIfAborted();
    if (part.kind === 'header') {
      requireMigrations(part.header.migrations, await listAppliedMigrations(client));
    } else if (part.kind === 'table') {
      insert = prepareInsert(client, part.table, layouts);
      counts.tables += 1;
    } else {
      await insert!(part.rows);
      counts.rows += part.rows.length;
    }
  }
  await client.query('SET CONSTRAINTS ALL IMMEDIATE');
  await setForeignKeysBack();

  await moveSequences(client, layouts);
  await client.query('UPDATE outbox_job SET dispatched_at = NULL WHERE finished_at IS NULL AND failed_at IS NULL');
  // A link that was printed for the empty installation must not make one more administrator of this one.
  for (const table of leftOutTables) await client.query(`DELETE FROM ${nameOf(table)}`);
  return counts;
}

async function requireEmpty(client: pg.Client, layouts: readonly TableLayout[]): Promise<void> {
  const filled: string[] = [];
  for (const { name } of layouts) {
    const { rowCount } = await client.query(`SELECT FROM ${nameOf(name)} LIMIT 1`);
    if (rowCount) filled.push(name);
  }
  if (filled.length === 0) return;
  throw new BackupRefused(
    `The installation is not empty, it has rows in: ${filled.join(', ')}. A backup is restored into a new one.`,
  );
}

function requireMigrations(ofBackup: readonly string[], ofTarget: readonly string[]): void {
  if (ofBackup.join() === ofTarget.join()) return;
  const last = (names: readonly string[]) => `${names.length} migrations, the last one ${names.at(-1) ?? 'none'}`;
  throw new BackupRefused(
    `The backup has ${last(ofBackup)}; the installation has ${last(ofTarget)}. ` +
      'Restore it with the version of Trefoil whose migrations it has, then move on to a later version.',
  );
}

/**
 * Lets rows come in any order, also those that point at each other or at rows of their own table. For the owner of the
 * tables; switching triggers off would need a superuser.
 *
 * @returns what sets the foreign keys back to what they were, once they have been checked
 */
async function deferForeignKeys(client: pg.Client): Promise<() => Promise<void>> {
  const { rows } = await client.query<{ table: string; name: string }>(
    `SELECT conrelid::regclass::text AS "table", quote_ident(conname) AS name
       FROM pg_constraint
      WHERE contype = 'f' AND connamespace = 'public'::regnamespace AND NOT condeferrable`,
  );
  const alter = async (how: string): Promise<void> => {
    for (const { table, name } of rows) await client.query(`ALTER TABLE ${table} ALTER CONSTRAINT ${name} ${how}`);
  };
  await alter('DEFERRABLE INITIALLY DEFERRED');
  return () => alter('NOT DEFERRABLE');
}

/** Names and types in the statement are the target's own; those of the file only have to be the same. */
function prepareInsert(
  client: pg.Client,
  table: BackupTable,
  layouts: readonly TableLayout[],
): (rows: BackupRow[]) => Promise<void> {
  const layout = layouts.find(({ name }) => name === table.table);
  if (!layout) throw new BackupRefused(`The installation has no table "${table.table}".`);
  if (JSON.stringify(layout.columns) !== JSON.stringify(table.columns)) {
    throw new BackupRefused(`Table "${table.table}" of the installation has other columns than that of the backup.`);
  }
  const columns = layout.columns.map(({ name }) => pg.escapeIdentifier(name)).join(', ');
  const values = layout.columns.map(({ type }, index) => `v${index}::${type}`).join(', ');
  const lists = layout.columns.map((_, index) => `$${index + 1}::text[]`).join(', ');
  const names = layout.columns.map((_, index) => `v${index}`).join(', ');
  const text = `INSERT INTO ${nameOf(layout.name)} (${columns}) OVERRIDING SYSTEM VALUE
                SELECT ${values} FROM unnest(${lists}) AS given (${names})`;
  return async (rows) => {
    const byColumn = layout.columns.map((_, index) => rows.map((row) => row[index]));
    await client.query(text, byColumn);
  };
}

/** The next number follows the greatest restored one. */
async function moveSequences(client: pg.Client, layouts: readonly TableLayout[]): Promise<void> {
  for (const { name, identityColumns } of layouts) {
    for (const column of identityColumns) {
      const greatest = `max(${pg.escapeIdentifier(column)})`;
      await client.query(
        `SELECT setval(pg_get_serial_sequence($1, $2), coalesce(${greatest}, 1), ${greatest} IS NOT NULL)
           FROM ${nameOf(name)}`,
        [nameOf(name), column],
      );
    }
  }
}

/** Class 22: a value that its type cannot hold. Class 23: a row that a constraint does not allow. */
function isRefusedRow(error: unknown): error is pg.DatabaseError {
  return error instanceof pg.DatabaseError && /^2[23]/.test(error.code ?? '');
}

function refusedRow(file: string, cause: pg.DatabaseError): BackupRefused {
  const place = cause.table ? ` in table "${cause.table}"` : '';
  return new BackupRefused(`The database does not take a row of ${file}${place}: ${cause.message}.`, { cause });
}

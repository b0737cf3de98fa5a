import pg from 'pg';
import { migrationsTable } from '../data-source.js';
import type { TableColumn } from './backup-format.js';

export interface TableLayout {
  name: string;
  /** In the table's own order; generated ones are left out, PostgreSQL computes them again. */
  columns: TableColumn[];
  /** Whose numbers PostgreSQL draws from a sequence. */
  identityColumns: string[];
}

/**
 * What opens an installation is not part of its backup: a stolen file signs nobody in, and after a restore everybody
 * signs in anew. Exports are copies of what the backup holds, for one person and a few days. Who restores empties these tables.
 */
export const leftOutTables: readonly string[] = [
  'attempt_count',
  'mail',
  'mail_link',
  'data_export',
  'refresh_token',
  'setup_link',
  'sign_in',
];

/**
 * The tables that a backup holds, by name: all of the schema `public`, as they are in the database, but for those left
 * out, TypeORM's own and those of extensions. BullMQ's are in a schema of their own.
 */
export async function listTables(client: pg.Client): Promise<TableLayout[]> {
  const { rows } = await client.query<TableLayout>(
    `SELECT c.relname AS name,
            json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod))
                     ORDER BY a.attnum) AS columns,
            coalesce(json_agg(a.attname) FILTER (WHERE a.attidentity <> ''), '[]') AS "identityColumns"
       FROM pg_class c
       JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname <> ALL($1)
        AND NOT EXISTS (SELECT FROM pg_depend d
                         WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
      GROUP BY c.relname ORDER BY c.relname COLLATE "C"`,
    [[...leftOutTables, migrationsTable]],
  );
  return rows;
}

/** The names of our migrations that have run on a database, in their order; none where TypeORM's table is missing. */
export async function listAppliedMigrations(client: pg.Client): Promise<string[]> {
  const found = await client.query('SELECT FROM pg_tables WHERE schemaname = $1 AND tablename = $2', [
    'public',
    migrationsTable,
  ]);
  if (found.rowCount === 0) return [];
  const { rows } = await client.query<{ name: string }>(`SELECT name FROM ${migrationsTable} ORDER BY timestamp, id`);
  return rows.map((row) => row.name);
}

/** Locks the tables until the end of the transaction; a table that is not there any more is an error. */
export async function lockTables(
  client: pg.Client,
  tables: readonly TableLayout[],
  mode: 'ACCESS SHARE' | 'ACCESS EXCLUSIVE',
): Promise<void> {
  await client.query(`LOCK TABLE ${tables.map(({ name }) => nameOf(name)).join(', ')} IN ${mode} MODE`);
}

export const nameOf = (table: string): string => `public.${pg.escapeIdentifier(table)}`;

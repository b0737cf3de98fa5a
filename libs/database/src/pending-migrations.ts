import { assertSchemaCompatibility, SchemaMigrationRequiredError, SchemaVersionMismatchError } from 'bullmq';
import pg from 'pg';
import { migrationsTable } from './data-source.js';
import { migrations } from './migrations/index.js';

/** What PostgreSQL answers when a table or its schema is not there. */
const isUndefined = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === '42P01' || error.code === '3F000');

/**
 * The migrations that a database still needs, ours and the queue's; none when it is up to date. Only reads, and needs no
 * more than the application's role.
 */
export async function listPendingMigrations(url: string, queueBackend: 'postgres' | 'redis'): Promise<string[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    const applied = await readApplied(client);
    const pending = migrations.map((migration) => migration.name).filter((name) => !applied.has(name));
    if (queueBackend === 'postgres' && !(await isQueueReady(client))) pending.push('BullMQ schema');
    return pending;
  } finally {
    await client.end();
  }
}

async function readApplied(client: pg.Client): Promise<Set<string>> {
  try {
    const { rows } = await client.query<{ name: string }>(`SELECT name FROM ${migrationsTable}`);
    return new Set(rows.map((row) => row.name));
  } catch (error) {
    if (isUndefined(error)) return new Set();
    throw error;
  }
}

async function isQueueReady(client: pg.Client): Promise<boolean> {
  try {
    await assertSchemaCompatibility(client);
    return true;
  } catch (error) {
    if (error instanceof SchemaMigrationRequiredError || error instanceof SchemaVersionMismatchError) return false;
    throw error;
  }
}

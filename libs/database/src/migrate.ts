import { runMigrations as migrateQueue } from 'bullmq';
import pg from 'pg';
import { grantToApplication } from './application-role.js';
import { queueNames } from '#jobs';
import { createDataSource } from './data-source.js';
import type { MigrationTarget } from './migration-target.js';

/** Exclusion constraints over uuids, search by similarity, e-mail addresses without case, search without accents. */
const extensions = ['btree_gist', 'pg_trgm', 'citext', 'unaccent'];

/** Any number that no other advisory lock of the project uses; it spells "TREF". */
const migrationLock = 0x54524546;

/**
 * Brings a database to the state this version of the program expects: extensions, our migrations, BullMQ's, and what
 * the application's role may do. Running it again changes nothing; of several at once, one works and the others wait.
 *
 * @returns the names of those of our migrations that ran now
 */
export async function migrate(target: MigrationTarget): Promise<string[]> {
  const client = new pg.Client({ connectionString: target.ownerUrl, application_name: 'trefoil-migrate' });
  await client.connect();
  try {
    // Held by the session, and so given up even when this process is killed.
    await client.query('SELECT pg_advisory_lock($1)', [migrationLock]);
    // The notice "already exists, skipping" is the normal case.
    await client.query('SET client_min_messages = warning');
    for (const extension of extensions) await client.query(`CREATE EXTENSION IF NOT EXISTS ${extension}`);

    const applied = await runOurMigrations(target.ownerUrl);
    if (target.queueBackend === 'postgres') await prepareQueue(client);
    await grantToApplication(client, target);
    return applied;
  } finally {
    await client.end();
  }
}

/** BullMQ makes a queue's sequence with its first job, which the application's role may not: so it is made here. */
async function prepareQueue(client: pg.Client): Promise<void> {
  await migrateQueue(client);
  for (const name of queueNames) {
    const { rows } = await client.query<{ sequence: string }>('SELECT bullmq.job_id_seq_name($1) AS sequence', [name]);
    await client.query(`CREATE SEQUENCE IF NOT EXISTS bullmq.${pg.escapeIdentifier(rows[0]!.sequence)}`);
  }
}

async function runOurMigrations(ownerUrl: string): Promise<string[]> {
  const dataSource = createDataSource({ url: ownerUrl, applicationName: 'trefoil-migrate', poolSize: 1 });
  // A migration may rewrite a large table: the timeout that protects requests is not for it.
  dataSource.setOptions({ extra: { options: '-c timezone=UTC' } });
  await dataSource.initialize();
  try {
    return (await dataSource.runMigrations()).map((migration) => migration.name);
  } finally {
    await dataSource.destroy();
  }
}

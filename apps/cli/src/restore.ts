import { statSync } from 'node:fs';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { readDatabaseConfig, type MigrateConfig } from '#config';
import {
  BackupRefused,
  DirectoryClaim,
  DirectoryInUse,
  listPendingMigrations,
  restoreBackup,
  type BackupCounts,
} from '#database';
import { migrateEmbeddedDatabase, startEmbeddedDatabase } from './embedded-database.js';
import { runFileCommand, UsageError } from './file-command.js';
import { readOrDrawSecrets } from './installation-secrets.js';
import { MigrationsPending } from './server-installation.js';

/** `npm run restore -- FILE`: fills a new, empty installation with what `npm run backup` wrote. */

await runFileCommand('restore', async (name, signal) => {
  const file = path.resolve(name);
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) throw new UsageError(`There is no file ${file}.`);

  const config = readDatabaseConfig();
  const counts = await (config.mode === 'server'
    ? restoreOnServer(config, file, signal)
    : restoreEmbedded(config.dataDirectory, file, signal));
  return `Restored ${counts.rows} rows of ${counts.tables} tables. Everybody signs in anew.`;
});

async function restoreOnServer(config: MigrateConfig, file: string, signal: AbortSignal): Promise<BackupCounts> {
  const pending = await listPendingMigrations(config.ownerUrl, config.queueBackend);
  if (pending.length > 0) throw new MigrationsPending(pending);
  return restoreBackup(config.ownerUrl, file, signal);
}

/** The data directory belongs to the restore until it is done: no service can start in it. */
async function restoreEmbedded(dataDirectory: string, file: string, signal: AbortSignal): Promise<BackupCounts> {
  await fs.mkdir(dataDirectory, { recursive: true });
  const claim = await claimStopped(dataDirectory);
  try {
    const secrets = await readOrDrawSecrets(dataDirectory);
    const postgres = await startEmbeddedDatabase(dataDirectory);
    try {
      await migrateEmbeddedDatabase(postgres.url, secrets);
      return await restoreBackup(postgres.url, file, signal);
    } finally {
      await postgres.stop();
    }
  } finally {
    await claim.release();
  }
}

async function claimStopped(dataDirectory: string): Promise<DirectoryClaim> {
  try {
    return await DirectoryClaim.take(dataDirectory);
  } catch (error) {
    if (!(error instanceof DirectoryInUse)) throw error;
    throw new BackupRefused(
      `${error.message} Stop Trefoil there first, or restore into another folder with TREFOIL_DATA_DIRECTORY=<folder>.`,
    );
  }
}

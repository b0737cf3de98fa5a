import { existsSync } from 'node:fs';
import * as path from 'node:path';
import { readDatabaseConfig } from '#config';
import { BackupRefused, DirectoryClaim, DirectoryInUse, writeBackup, type BackupCounts } from '#database';
import { findEmbeddedDatabase, hasEmbeddedDatabase, startEmbeddedDatabase } from './embedded-database.js';
import { runFileCommand, UsageError } from './file-command.js';

/** `npm run backup -- FILE`: writes the whole installation to one file, whether its service runs or not. */

await runFileCommand('backup', async (name, signal) => {
  const file = path.resolve(name);
  if (existsSync(file)) throw new UsageError(`${file} exists already, name a new file.`);
  if (!existsSync(path.dirname(file))) throw new UsageError(`There is no folder ${path.dirname(file)}.`);

  const config = readDatabaseConfig();
  const counts = await (config.mode === 'server'
    ? writeBackup(config.applicationUrl, file, signal)
    : backUpEmbedded(config.dataDirectory, file, signal));
  return `Backed up ${counts.rows} rows of ${counts.tables} tables to ${file}`;
});

async function backUpEmbedded(dataDirectory: string, file: string, signal: AbortSignal): Promise<BackupCounts> {
  if (!hasEmbeddedDatabase(dataDirectory)) throw new BackupRefused(`There is no installation in ${dataDirectory}.`);
  const claim = await claimUnlessRunning(dataDirectory);
  if (!claim) return backUpRunning(dataDirectory, file, signal);
  try {
    // Not migrated: it may be backed up because a migration is to come.
    const postgres = await startEmbeddedDatabase(dataDirectory);
    try {
      return await writeBackup(postgres.url, file, signal);
    } finally {
      await postgres.stop();
    }
  } finally {
    await claim.release();
  }
}

async function claimUnlessRunning(dataDirectory: string): Promise<DirectoryClaim | null> {
  try {
    return await DirectoryClaim.take(dataDirectory);
  } catch (error) {
    if (error instanceof DirectoryInUse) return null;
    throw error;
  }
}

async function backUpRunning(dataDirectory: string, file: string, signal: AbortSignal): Promise<BackupCounts> {
  const url = await findEmbeddedDatabase(dataDirectory);
  if (url === null) throw new BackupRefused(`Trefoil is just starting or stopping in ${dataDirectory}, try again.`);
  return writeBackup(url, file, signal);
}

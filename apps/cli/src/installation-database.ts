import type { DatabaseConfig } from '#config';
import { BackupRefused, DirectoryClaim, DirectoryInUse } from '#database';
import { findEmbeddedDatabase, hasEmbeddedDatabase, startEmbeddedDatabase } from './embedded-database.js';

/**
 * Runs `use` on the database of an installation, whether its service runs or not: an embedded one that stands still is started
 * for it and stopped again, and is not migrated.
 *
 * @param use gets the owner's URL of an embedded database, the application's of one on a server
 * @throws BackupRefused when there is no installation, or it is just starting or stopping
 */
export async function withInstallationDatabase<T>(
  config: DatabaseConfig,
  use: (url: string) => Promise<T>,
): Promise<T> {
  if (config.mode === 'server') return use(config.applicationUrl);
  const { dataDirectory } = config;
  if (!hasEmbeddedDatabase(dataDirectory)) throw new BackupRefused(`There is no installation in ${dataDirectory}.`);
  const claim = await claimUnlessRunning(dataDirectory);
  if (!claim) return use(await findRunning(dataDirectory));
  try {
    const postgres = await startEmbeddedDatabase(dataDirectory);
    try {
      return await use(postgres.url);
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

async function findRunning(dataDirectory: string): Promise<string> {
  const url = await findEmbeddedDatabase(dataDirectory);
  if (url === null) throw new BackupRefused(`Trefoil is just starting or stopping in ${dataDirectory}, try again.`);
  return url;
}

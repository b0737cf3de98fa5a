import { existsSync } from 'node:fs';
import * as path from 'node:path';
import { findEmbeddedPostgres, migrate, startEmbeddedPostgres, type EmbeddedPostgres } from '#database';
import type { InstallationSecrets } from './installation-secrets.js';

/** Beside PostgreSQL's own 5432, which a machine may well have in use. */
const preferredPort = 54_329;

/** The application's role: it reads and writes rows and cannot alter the schema, as in production. */
const applicationRole = 'trefoil_app';

const database = 'trefoil';

const directoryOf = (dataDirectory: string): string => path.join(dataDirectory, 'postgres');

/** Whether a database was ever finished in this data directory. */
export function hasEmbeddedDatabase(dataDirectory: string): boolean {
  return existsSync(path.join(directoryOf(dataDirectory), 'cluster'));
}

/** Starts the PostgreSQL of a data directory, which then belongs to this process. @throws DirectoryInUse */
export function startEmbeddedDatabase(dataDirectory: string): Promise<EmbeddedPostgres> {
  return startEmbeddedPostgres({ directory: directoryOf(dataDirectory), database, preferredPort, durable: true });
}

/** The owner's URL of the database that another process runs in a data directory, or null while none answers. */
export function findEmbeddedDatabase(dataDirectory: string): Promise<string | null> {
  return findEmbeddedPostgres(directoryOf(dataDirectory), database);
}

/** Brings its schema up to date. @returns what the application signs in with */
export async function migrateEmbeddedDatabase(ownerUrl: string, secrets: InstallationSecrets): Promise<string> {
  const applicationUrl = new URL(ownerUrl);
  applicationUrl.username = applicationRole;
  applicationUrl.password = secrets.applicationPassword;
  await migrate({ ownerUrl, applicationUrl: applicationUrl.href, queueBackend: 'postgres' });
  return applicationUrl.href;
}

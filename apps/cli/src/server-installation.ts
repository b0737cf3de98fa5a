import type { ServerStartConfig } from '#config';
import { listPendingMigrations } from '#database';
import type { Installation } from './installation.js';

/** The schema is older than the program. */
export class MigrationsPending extends Error {
  readonly code = 'MIGRATIONS_PENDING';

  constructor(readonly pending: readonly string[]) {
    super(`The database needs these migrations first: ${pending.join(', ')}. Run: npm run migrate`);
    this.name = 'MigrationsPending';
  }
}

/**
 * Servers that others run: nothing is started, drawn or migrated here.
 *
 * @throws MigrationsPending when `npm run migrate` has to come first
 */
export async function openServerInstallation(config: ServerStartConfig): Promise<Installation> {
  const pending = await listPendingMigrations(config.applicationUrl, config.queueBackend);
  if (pending.length > 0) throw new MigrationsPending(pending);
  const { http, databaseUrl, queue, sample } = config.service;
  return { http, databaseUrl, queue, hasSample: sample, env: {}, close: () => Promise.resolve() };
}

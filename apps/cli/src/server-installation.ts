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

/** DATABASE_URL names no database that answers to this role. */
export class DatabaseUnusable extends Error {
  readonly code = 'DATABASE_UNUSABLE';

  constructor(cause: unknown) {
    const what = cause instanceof Error && cause.message ? cause.message : String((cause as { code?: string }).code);
    super(
      `DATABASE_URL cannot be used: ${what}. On a new database \`npm run migrate\` comes first; it makes the role too.`,
    );
    this.name = 'DatabaseUnusable';
    this.cause = cause;
  }
}

/**
 * Servers that others run: nothing is started, drawn or migrated here.
 *
 * @throws DatabaseUnusable when the database does not answer, MigrationsPending when `npm run migrate` has to come first
 */
export async function openServerInstallation(config: ServerStartConfig): Promise<Installation> {
  const pending = await listPendingMigrations(config.applicationUrl, config.queueBackend).catch((error: unknown) => {
    throw new DatabaseUnusable(error);
  });
  if (pending.length > 0) throw new MigrationsPending(pending);
  const { http, databaseUrl, queue, serverKey, sample } = config.service;
  return { http, databaseUrl, queue, serverKey, hasSample: sample, env: {}, close: () => Promise.resolve() };
}

import { ConfigError, readMigrateConfig } from '#config';
import { ApplicationRoleTooStrong, migrate } from '#database';

/** `npm run migrate`: brings the database of DATABASE_URL up to date, as the owner of its schema. */

try {
  const applied = await migrate(readMigrateConfig());
  console.log(applied.length > 0 ? `Migrated: ${applied.join(', ')}` : 'The database is up to date.');
} catch (error) {
  const isForPeople = error instanceof ConfigError || error instanceof ApplicationRoleTooStrong;
  console.error(isForPeople ? error.message : error);
  process.exitCode = 1;
}

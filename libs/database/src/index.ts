export { appendOnlyTables } from './application-role.js';
export { createDataSource, dataSourceOptions, type DataSourceSettings, type EntityClass } from './data-source.js';
export { describeDrift } from './drift.js';
export { migrate } from './migrate.js';
export { type MigrationTarget } from './migration-target.js';
export { listPendingMigrations } from './pending-migrations.js';
export { DirectoryClaim, DirectoryInUse } from './embedded/directory-claim.js';
export {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
  type EmbeddedPostgresSettings,
} from './embedded/embedded-postgres.js';
export { findFreePort } from './embedded/free-port.js';

export { appendOnlyTables, ApplicationRoleTooStrong } from './application-role.js';
export { BackupRefused } from './backup/backup-refused.js';
export { restoreBackup } from './backup/restore-backup.js';
export { writeBackup, type BackupCounts } from './backup/write-backup.js';
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
export { findEmbeddedPostgres } from './embedded/find-embedded-postgres.js';
export { findFreePort } from './embedded/free-port.js';

export { appendOnlyTables } from './application-role.js';
export { createDataSource, dataSourceOptions, type DataSourceSettings, type EntityClass } from './data-source.js';
export { describeDrift } from './drift.js';
export { migrate, type MigrationTarget } from './migrate.js';
export { listPendingMigrations } from './pending-migrations.js';

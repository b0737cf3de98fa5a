import 'reflect-metadata';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { domainEntities } from '#domain';
import { jobsEntities } from '#jobs';
import { migrations } from './migrations/index.js';
import { SnakeNamingStrategy } from './snake-naming-strategy.js';

/** Every table that has an entity. */
export const entities: EntityClass[] = [...domainEntities, ...jobsEntities];

// eslint is told by typeorm's own type that an entity may also be a string or a schema; ours are classes.
export type EntityClass = abstract new (...args: never[]) => object;

/** The table in which TypeORM notes which migrations have run. */
export const migrationsTable = 'schema_migration';

export interface DataSourceSettings {
  /** `postgres://user:password@host:port/database` */
  url: string;
  /** Shown in `pg_stat_activity`, so that a slow query can be traced to its process. */
  applicationName: string;
  /** Most connections open at once. */
  poolSize: number;
  /** Instead of all of the project's entities. */
  entities?: EntityClass[];
}

/** A dead or unreachable database is noticed within this time; requests fail fast instead of piling up. */
const connectTimeoutMs = 5_000;

/** No request may hold a connection longer; long work is cut into steps by its job. */
const statementTimeoutMs = 30_000;

/** A transaction that waits for its own process is a bug, and holds locks that others wait for. */
const idleInTransactionTimeoutMs = 30_000;

/** The connection to PostgreSQL, not yet open: call `initialize()`. It never alters the schema by itself. */
export function createDataSource(settings: DataSourceSettings): DataSource {
  return new DataSource(dataSourceOptions(settings));
}

/** The same as a plain value, for Nest's TypeOrmModule, which opens the connection itself. */
export function dataSourceOptions(settings: DataSourceSettings): DataSourceOptions {
  return {
    type: 'postgres',
    url: settings.url,
    applicationName: settings.applicationName,
    poolSize: settings.poolSize,
    connectTimeoutMS: connectTimeoutMs,
    entities: settings.entities ?? entities,
    migrations,
    migrationsTableName: migrationsTable,
    migrationsTransactionMode: 'each',
    namingStrategy: new SnakeNamingStrategy(),
    synchronize: false,
    // The migration step creates extensions; the application's role could not.
    installExtensions: false,
    uuidExtension: 'pgcrypto',
    extra: {
      statement_timeout: statementTimeoutMs,
      idle_in_transaction_session_timeout: idleInTransactionTimeoutMs,
      options: '-c timezone=UTC',
      keepAlive: true,
    },
  };
}

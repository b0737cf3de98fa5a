import { readDataDirectory } from './data-directory.js';
import { EnvironmentReader, type Environment } from './environment.js';
import { readMail, type MailConfig } from './mail-config.js';
import { readOpenId } from './open-id-config.js';
import { readRetentionDays } from './retention-days.js';
import {
  readApi,
  readDatabaseUrl,
  readHourlyMailsPerAddress,
  readHttp,
  readLogLevel,
  readMaxPoolSize,
  type ApiConfig,
  type LogLevel,
} from './service-config.js';
import { readSurface } from './surface-config.js';

/** What `npm start` is to run. */
export type StartConfig = EmbeddedStartConfig | ServerStartConfig;

/** Neither DATABASE_URL nor REDIS_URL is set: PostgreSQL comes along, secrets are drawn, the sample is loaded. */
export interface EmbeddedStartConfig {
  mode: 'embedded';
  /** Absolute. Holds the database, the drawn secrets and the logs. */
  dataDirectory: string;
  /** The port is the preferred one: an unused one takes its place when it is taken. */
  http: ApiConfig['http'];
  mail: MailConfig;
  logLevel: LogLevel;
}

/** DATABASE_URL, with or without REDIS_URL: nothing is drawn, nothing is migrated. */
export interface ServerStartConfig extends MigrateConfig {
  mode: 'server';
  service: ApiConfig;
  mail: MailConfig;
  /** Absolute. Holds the logs. */
  dataDirectory: string;
}

/** What the migration step needs. */
export interface MigrateConfig {
  /** Signs in as the owner of the schema. */
  ownerUrl: string;
  /** Signs in as the application; the same as `ownerUrl` where one role does both. */
  applicationUrl: string;
  queueBackend: 'postgres' | 'redis';
}

/** The database of an installation: the one that comes along, in its data directory, or one on a server. */
export type DatabaseConfig = { mode: 'embedded'; dataDirectory: string } | ({ mode: 'server' } & MigrateConfig);

/** @throws ConfigError naming everything that is wrong with `env` */
export function readStartConfig(env: Environment = process.env): StartConfig {
  const reader = new EnvironmentReader(env);
  const dataDirectory = readDataDirectory(reader);
  // Here and below: the services read it for themselves; its faults are to be told before anything starts.
  readRetentionDays(reader);
  if (!reader.has('DATABASE_URL') && !reader.has('REDIS_URL')) {
    if (reader.has('MIGRATION_DATABASE_URL')) {
      reader.fault('MIGRATION_DATABASE_URL', 'is set without DATABASE_URL, set both or neither');
    }
    const http = readHttp(reader);
    const mail = readMail(reader, http);
    const logLevel = readLogLevel(reader);
    readSurface(reader);
    readOpenId(reader);
    readHourlyMailsPerAddress(reader);
    readMaxPoolSize(reader);
    reader.finish();
    return { mode: 'embedded', dataDirectory, http, mail, logLevel };
  }
  const service = readApi(reader);
  const ownerUrl = readDatabaseUrl(reader, 'MIGRATION_DATABASE_URL') ?? service.databaseUrl;
  const mail = readMail(reader, service.http);
  reader.finish();
  const queueBackend = service.queue.backend;
  return { mode: 'server', service, mail, dataDirectory, ownerUrl, applicationUrl: service.databaseUrl, queueBackend };
}

/** For the migration step against a server, which signs no tokens and so needs no key. @throws ConfigError */
export function readMigrateConfig(env: Environment = process.env): MigrateConfig {
  const reader = new EnvironmentReader(env);
  const applicationUrl = readDatabaseUrl(reader, 'DATABASE_URL');
  const ownerUrl = readDatabaseUrl(reader, 'MIGRATION_DATABASE_URL') ?? applicationUrl;
  if (applicationUrl === undefined) {
    reader.fault('DATABASE_URL', 'is not set, the migration step needs postgres://user:password@host:port/database');
  }
  reader.finish();
  const queueBackend = reader.has('REDIS_URL') ? 'redis' : 'postgres';
  return { ownerUrl: ownerUrl ?? '', applicationUrl: applicationUrl ?? '', queueBackend };
}

/** For backup and restore, which run no service and so need no key. @throws ConfigError */
export function readDatabaseConfig(env: Environment = process.env): DatabaseConfig {
  const reader = new EnvironmentReader(env);
  if (reader.has('DATABASE_URL') || reader.has('REDIS_URL')) return { mode: 'server', ...readMigrateConfig(env) };
  return { mode: 'embedded', dataDirectory: readDataDirectory(reader) };
}

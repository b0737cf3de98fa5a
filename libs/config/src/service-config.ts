import { EnvironmentReader, type Environment } from './environment.js';
import { readMail, type MailConfig } from './mail-config.js';
import { readOpenId, type OpenIdConfig } from './open-id-config.js';
import { readSurface, type SurfaceConfig } from './surface-config.js';
import { readRetentionDays, type RetentionDays } from './retention-days.js';

/** Where BullMQ keeps its queues: on the service's own PostgreSQL, or on Redis. */
export type QueueConfig = { backend: 'postgres'; url: string } | { backend: 'redis'; url: string };

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** What the api and the worker both need. */
export interface ServiceConfig {
  /** PostgreSQL ≥ 15, signing in as the application's role, which cannot alter the schema. */
  databaseUrl: string;
  queue: QueueConfig;
  /**
   * What is secret at rest is encrypted, and what is derived is signed, with keys drawn from this one; at least 32 bytes of UTF-8.
   * The same for all processes of an installation, and for as long as its data lives.
   */
  serverKey: string;
  logLevel: LogLevel;
  /** Whether the sample forum and its sign-ins belong to this installation. */
  sample: boolean;
  /** Most connections this process opens to PostgreSQL for its entities, 1 to 200; the queue has a pool of its own. */
  maxPoolSize: number;
}

/** What the worker needs beyond the api. */
export interface WorkerConfig extends ServiceConfig {
  mail: MailConfig;
  retention: RetentionDays;
}

/** What the api needs beyond the worker. */
export interface ApiConfig extends ServiceConfig {
  /** Signs access tokens; at least 32 bytes of UTF-8. The same for all api processes of an installation. */
  accessTokenKey: string;
  /** Mails with a link that one network address may ask for within an hour without having signed in, 1 to 1,000,000. */
  hourlyMailsPerAddress: number;
  http: { host: string; port: number };
  /** Null where people sign in by password alone. */
  openId: OpenIdConfig | null;
  surface: SurfaceConfig;
}

/** @throws ConfigError naming everything that is wrong with `env` */
export function readServiceConfig(env: Environment = process.env): ServiceConfig {
  const reader = new EnvironmentReader(env);
  const config = readService(reader);
  reader.finish();
  return config;
}

/** @throws ConfigError naming everything that is wrong with `env` */
export function readWorkerConfig(env: Environment = process.env): WorkerConfig {
  const reader = new EnvironmentReader(env);
  const mail = readMail(reader, readHttp(reader));
  const config = { ...readService(reader), mail, retention: readRetentionDays(reader) };
  reader.finish();
  return config;
}

/** @throws ConfigError naming everything that is wrong with `env` */
export function readApiConfig(env: Environment = process.env): ApiConfig {
  const reader = new EnvironmentReader(env);
  const config = readApi(reader);
  reader.finish();
  return config;
}

export function readApi(reader: EnvironmentReader): ApiConfig {
  const accessTokenKey = reader.secret('TREFOIL_ACCESS_TOKEN_KEY', 32);
  if (accessTokenKey === undefined) {
    reader.fault(
      'TREFOIL_ACCESS_TOKEN_KEY',
      'is not set, a secret of at least 32 bytes is needed to sign access tokens',
    );
  }
  return {
    ...readService(reader),
    accessTokenKey: accessTokenKey ?? '',
    http: readHttp(reader),
    openId: readOpenId(reader),
    surface: readSurface(reader),
    hourlyMailsPerAddress: readHourlyMailsPerAddress(reader),
  };
}

export function readHttp(reader: EnvironmentReader): ApiConfig['http'] {
  return {
    // Reachable from this machine only, until someone decides otherwise.
    host: reader.text('HOST') ?? '127.0.0.1',
    port: reader.integer('PORT', { min: 1, max: 65_535 }, 3000),
  };
}

export function readLogLevel(reader: EnvironmentReader): LogLevel {
  return reader.oneOf('LOG_LEVEL', logLevels, 'info');
}

export function readHourlyMailsPerAddress(reader: EnvironmentReader): number {
  return reader.integer('TREFOIL_HOURLY_MAILS_PER_ADDRESS', { min: 1, max: 1_000_000 }, 20);
}

export function readMaxPoolSize(reader: EnvironmentReader): number {
  return reader.integer('DATABASE_POOL_SIZE', { min: 1, max: 200 }, 10);
}

export function readService(reader: EnvironmentReader): ServiceConfig {
  const databaseUrl = readDatabaseUrl(reader, 'DATABASE_URL');
  if (databaseUrl === undefined) {
    reader.fault('DATABASE_URL', 'is not set, a service needs postgres://user:password@host:port/database');
  }
  const serverKey = reader.secret('TREFOIL_SERVER_KEY', 32);
  if (serverKey === undefined) {
    reader.fault('TREFOIL_SERVER_KEY', 'is not set, a secret of at least 32 bytes is needed to encrypt what is secret');
  }
  const redisUrl = reader.url('REDIS_URL', ['redis:', 'rediss:'], { database: false });
  return {
    databaseUrl: databaseUrl ?? '',
    queue: redisUrl ? { backend: 'redis', url: redisUrl } : { backend: 'postgres', url: databaseUrl ?? '' },
    serverKey: serverKey ?? '',
    logLevel: readLogLevel(reader),
    sample: reader.oneOf('TREFOIL_SAMPLE', ['0', '1'], '0') === '1',
    maxPoolSize: readMaxPoolSize(reader),
  };
}

export function readDatabaseUrl(reader: EnvironmentReader, name: string): string | undefined {
  return reader.url(name, ['postgres:', 'postgresql:'], { database: true });
}

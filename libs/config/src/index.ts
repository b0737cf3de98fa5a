export { ConfigError } from './config-error.js';
export { type Environment } from './environment.js';
export { exitWithParent } from './exit-with-parent.js';
export type { OpenIdConfig } from './open-id-config.js';
export type { MailConfig, MailFilesConfig, SmtpConfig } from './mail-config.js';
export { type RetentionDays } from './retention-days.js';
export {
  logLevels,
  readApiConfig,
  readServiceConfig,
  readWorkerConfig,
  type ApiConfig,
  type LogLevel,
  type QueueConfig,
  type ServiceConfig,
  type WorkerConfig,
} from './service-config.js';
export {
  readDatabaseConfig,
  readMigrateConfig,
  readStartConfig,
  type DatabaseConfig,
  type EmbeddedStartConfig,
  type MigrateConfig,
  type ServerStartConfig,
  type StartConfig,
} from './start-config.js';
export {
  addressMatcher,
  limitVariables,
  readSurfaceConfig,
  type LimitVariable,
  type SurfaceConfig,
  type SurfaceLimits,
} from './surface-config.js';

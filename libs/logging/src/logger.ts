import { pino, type DestinationStream, type Logger as PinoLogger } from 'pino';
import { currentRequestId } from './request-id.js';

export type Logger = PinoLogger;

export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';

export interface LoggerOptions {
  /** Stands in every line as `process`: api, worker, migrate. */
  processName: string;
  level: LogLevel;
  /** Where the lines go; standard output unless told. */
  destination?: DestinationStream;
}

/** Fields whose values never reach a log, wherever they stand in the first four levels of what is logged. */
const SECRET_FIELDS = [
  'authorization',
  'Authorization',
  'cookie',
  'password',
  'passwordHash',
  'secret',
  'signingKey',
  'token',
  'accessToken',
  'refreshToken',
];
const SECRET_PATHS = SECRET_FIELDS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`, `*.*.*.${field}`]);

/** One JSON object a line: level, time (ISO 8601, UTC), process, pid, the request id when there is one, message. */
export function createLogger({ processName, level, destination }: LoggerOptions): Logger {
  const options = {
    level,
    base: { process: processName, pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    mixin: (): object => {
      const requestId = currentRequestId();
      return requestId === null ? {} : { requestId };
    },
    redact: { paths: SECRET_PATHS, censor: '[redacted]' },
  };
  return destination ? pino(options, destination) : pino(options);
}

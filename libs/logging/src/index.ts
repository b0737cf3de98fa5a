export { createLogger, type Logger, type LoggerOptions, type LogLevel } from './logger.js';
export { NestLoggerService } from './nest-logger.service.js';
export { currentRequestId, runWithRequestId } from './request-id.js';

import type { Request } from 'express';
import type { Arrival } from '#domain';

/** From where a request comes. Which proxies may say so themselves is decided by Express's `trust proxy`. */
export function arrivalOf(request: Request): Arrival {
  return { address: request.ip ?? 'unknown', userAgent: request.headers['user-agent'] };
}

import type { CorsOptions } from '@nestjs/common/interfaces/external/cors-options.interface.js';

const preflightSeconds = 600;

/** Pages of these origins may send requests and read answers. There are no cookies, so none are allowed to come along. */
export function corsOptions(origins: readonly string[]): CorsOptions {
  return {
    origin: [...origins],
    methods: ['GET', 'POST'],
    allowedHeaders: ['authorization', 'content-type', 'accept-language', 'apollo-require-preflight'],
    exposedHeaders: ['x-request-id', 'retry-after'],
    credentials: false,
    maxAge: preflightSeconds,
  };
}

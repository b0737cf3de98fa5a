import type { RequestHandler } from 'express';
import { RateLimited } from '#domain';
import { currentRequestId } from '#logging';
import type { RequestRates } from './request-rates.js';

/** Counts every request of an address before its body is read. Probes of health are let through: they decide who is restarted. */
export function limitAddresses(rates: RequestRates): RequestHandler {
  return (request, response, next) => {
    if (request.path.startsWith('/health/')) return next();
    try {
      rates.takeForAddress(request.ip ?? 'unknown', 1, new Date());
      next();
    } catch (error) {
      if (!(error instanceof RateLimited)) throw error;
      const { code, message, parameters } = error;
      const facts = { code, ...parameters, requestId: currentRequestId() };
      response.setHeader('retry-after', String(parameters.retryAfterSeconds));
      const isGraphql = request.path === '/graphql';
      response.status(429).json(isGraphql ? { errors: [{ message, extensions: facts }] } : { message, ...facts });
    }
  };
}

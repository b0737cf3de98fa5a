import { randomUUID } from 'node:crypto';
import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { BadInput, DomainError, Unavailable } from '#domain';
import type { Logger } from '#logging';

/** Codes of Apollo's own request errors, whose texts speak of the query alone. */
const requestFaults = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
]);

/** PostgreSQL is away, shutting down or out of connections; Node's word for a refused or broken connection. */
const outages = /^(08|57P0|53300)|^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT)$/;
const outageTexts =
  /Connection terminated|timeout exceeded when trying to connect|not queryable|Client has encountered a connection error|Cannot use a pool after/;

export function isOutage(error: unknown): boolean {
  const { code, message, driverError } = error as { code?: unknown; message?: string; driverError?: unknown };
  if (driverError && driverError !== error) return isOutage(driverError);
  return (typeof code === 'string' && outages.test(code)) || outageTexts.test(message ?? '');
}

/** What PostgreSQL cannot hold in a text: the NUL character. The only fault of an input that is first seen there. */
const unstorableText = new Set(['22021', '22P05']);

function asDomainError(error: unknown): unknown {
  const { driverError } = (error ?? {}) as { driverError?: { code?: string } };
  if (!unstorableText.has(driverError?.code ?? '')) return error;
  return new BadInput([{ field: 'text', allowed: 'any characters but NUL' }]);
}

/**
 * What a client is told of a thrown error: domain errors with code and parameters, faults of the query as they are, a
 * dependency that is down as `UNAVAILABLE`, and of anything else only an id that is found in the log.
 */
export function formatErrorFor(logger: Logger) {
  return (formatted: GraphQLFormattedError, thrown: unknown): GraphQLFormattedError => {
    const { locations, path } = formatted;
    const error = asDomainError(unwrapResolverError(thrown));
    if (error instanceof DomainError) {
      return { message: error.message, locations, path, extensions: { code: error.code, ...error.parameters } };
    }
    if (isOutage(error)) {
      logger.warn({ err: error }, 'A dependency is down.');
      const unavailable = new Unavailable();
      return {
        message: unavailable.message,
        locations,
        path,
        extensions: { code: unavailable.code, ...unavailable.parameters },
      };
    }
    const code = formatted.extensions?.['code'];
    if (error instanceof GraphQLError && typeof code === 'string' && requestFaults.has(code)) {
      return { message: formatted.message, locations, path, extensions: { code } };
    }
    const errorId = randomUUID();
    logger.error({ err: error, errorId }, 'An operation failed.');
    return {
      message: 'Something went wrong on our side.',
      locations,
      path,
      extensions: { code: 'INTERNAL_ERROR', errorId },
    };
  };
}

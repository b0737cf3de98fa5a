import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, Kind, type GraphQLFormattedError } from 'graphql';
import { BadInput, DomainError, Unavailable } from '#domain';
import { currentRequestId, type Logger } from '#logging';
import { isOutage } from './outage.js';

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

/** What PostgreSQL cannot hold in a text: the NUL character. The only fault of an input that is first seen there. */
const unstorableText = new Set(['22021', '22P05']);

function asDomainError(error: unknown): unknown {
  const { driverError } = (error ?? {}) as { driverError?: { code?: string } };
  if (!unstorableText.has(driverError?.code ?? '')) return error;
  return new BadInput([{ field: 'text', allowed: 'any characters but NUL' }]);
}

/** What a resolver threw, also where it was the whole operation that failed and no field of it. */
function causeOf(thrown: unknown): unknown {
  const error = unwrapResolverError(thrown);
  if (!(error instanceof GraphQLError) || !error.originalError) return error;
  const { originalError } = error;
  return originalError instanceof GraphQLError || isFaultOfVariables(error) ? error : originalError;
}

/** A variable that does not fit its type, or graphql's word that there are too many to name: it gives them no code. */
function isFaultOfVariables({ nodes, path, message }: GraphQLError): boolean {
  if (path !== undefined) return false;
  if (nodes === undefined) return message.startsWith('Too many errors processing variables');
  return nodes.length === 1 && nodes[0]!.kind === Kind.VARIABLE_DEFINITION;
}

/**
 * What a client is told of a thrown error: domain errors with code and parameters, faults of the query as they are, a
 * dependency that is down as `UNAVAILABLE`, and of anything else nothing. Each carries the id of the request, which is found in
 * the log.
 */
export function formatErrorFor(logger: Logger) {
  return (formatted: GraphQLFormattedError, thrown: unknown): GraphQLFormattedError => {
    const { locations, path } = formatted;
    const tell = (message: string, code: string, facts: Readonly<Record<string, unknown>> = {}) => {
      return { message, locations, path, extensions: { code, ...facts, requestId: currentRequestId() } };
    };
    const error = asDomainError(causeOf(thrown));
    if (error instanceof DomainError) return tell(error.message, error.code, error.parameters);
    if (isOutage(error)) {
      logger.warn({ err: error }, 'A dependency is down.');
      const { message, code, parameters } = new Unavailable();
      return tell(message, code, parameters);
    }
    const code = formatted.extensions?.['code'];
    if (error instanceof GraphQLError) {
      if (typeof code === 'string' && requestFaults.has(code)) return tell(formatted.message, code);
      if (isFaultOfVariables(error)) return tell(formatted.message, 'BAD_USER_INPUT');
    }
    logger.error({ err: error }, 'An operation failed.');
    return tell('Something went wrong on our side.', 'INTERNAL_ERROR');
  };
}

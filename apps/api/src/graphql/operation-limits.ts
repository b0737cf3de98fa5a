import { GraphQLError, type DocumentNode, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import type { SurfaceLimits } from '#config';
import { BadInput, DomainError, RateLimited, type Actor, type InputFault } from '#domain';
import type { RequestRates } from '../surface/request-rates.js';
import { measureOperation, type OperationMeasure } from './operation-measure.js';

/** One operation, valid against the schema, as it came over HTTP or WebSocket. */
export interface Arrived {
  schema: GraphQLSchema;
  document: DocumentNode;
  operation: OperationDefinitionNode;
  variables: Readonly<Record<string, unknown>>;
  actor: Actor | null;
  address: string;
}

/** Bounds on one operation and on how many of them come; the same over HTTP and WebSocket. */
export class OperationLimits {
  constructor(
    private readonly limits: SurfaceLimits,
    private readonly rates: RequestRates,
  ) {}

  /**
   * Lets an operation through, before any of it is resolved.
   *
   * @param countedFields fields of the root that the rate of the address has been charged for already
   * @throws BadInput naming each bound it passes
   * @throws RateLimited
   */
  admit({ schema, document, operation, variables, actor, address }: Arrived, countedFields: number, now: Date): void {
    const measure = measureOperation(schema, document, operation, variables, this.limits.maxPageSize);
    const faults = limitFaults(measure, this.limits);
    if (faults.length > 0) throw new BadInput(faults);
    // Aliases would make many operations of one: each field of the root counts.
    if (measure.rootFields > countedFields) {
      this.rates.takeForAddress(address, measure.rootFields - countedFields, now);
    }
    if (actor) this.rates.takeForAccount(actor.accountId, measure.rootFields, now);
  }
}

/** What of an operation is too much. */
export function limitFaults(measure: OperationMeasure, limits: SurfaceLimits): InputFault[] {
  const faults: InputFault[] = measure.oversizedPages.map(({ path, first }) => ({
    field: 'first',
    allowed: `1 to ${limits.maxPageSize}; ${path} asks for ${first}`,
  }));
  const limit = (found: number, max: number, what: string): void => {
    if (found > max) faults.push({ field: 'query', allowed: `${what} of at most ${max}; this operation has ${found}` });
  };
  limit(measure.depth, limits.maxDepth, 'a depth');
  limit(measure.aliases, limits.maxAliases, 'a number of aliases');
  limit(measure.directives, limits.maxDirectives, 'a number of directives');
  limit(measure.cost, limits.maxCost, 'a cost, lists counted by their page sizes,');
  return faults;
}

/** A domain error that stops an operation as a whole, with the status and headers that say the same by HTTP. */
export function asRequestError(error: DomainError): GraphQLError {
  const http = error instanceof RateLimited ? { status: 429 } : error instanceof BadInput ? { status: 400 } : undefined;
  return new GraphQLError(error.message, { originalError: error, extensions: http ? { http } : {} });
}

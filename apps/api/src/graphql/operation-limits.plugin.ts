import type { ApolloServerPlugin } from '@apollo/server';
import { DomainError } from '#domain';
import type { ApiContext } from './api-context.js';
import { asRequestError, type OperationLimits } from './operation-limits.js';

/** Holds what comes over HTTP to the limits. The request itself was counted for its address when it arrived. */
export function operationLimitsPlugin(limits: OperationLimits): ApolloServerPlugin<ApiContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation: ({ schema, document, operation, request, contextValue: { actor, address } }) => {
          if (!operation) return Promise.resolve();
          const variables = request.variables ?? {};
          try {
            limits.admit({ schema, document, operation, variables, actor, address }, 1, new Date());
            return Promise.resolve();
          } catch (error) {
            if (!(error instanceof DomainError)) throw error;
            throw asRequestError(error);
          }
        },
      }),
  };
}

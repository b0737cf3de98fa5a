import {
  getOperationAST,
  GraphQLError,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import type { SubscribePayload } from 'graphql-ws';

export interface SubscriptionOperation {
  document: DocumentNode;
  operation: OperationDefinitionNode;
}

/**
 * What is asked for over WebSocket, or why it is not run. graphql-ws runs whatever it is sent and Apollo's rules never see it:
 * so only subscriptions are let through, and only those that would pass over HTTP.
 */
export function readSubscription(
  schema: GraphQLSchema,
  payload: SubscribePayload,
  { maxTokens, hideSuggestions }: { maxTokens: number; hideSuggestions: boolean },
): SubscriptionOperation | GraphQLError[] {
  let document: DocumentNode;
  try {
    document = parse(payload.query, { maxTokens });
  } catch (error) {
    const { message, source, positions } = error as GraphQLError;
    return [new GraphQLError(message, { source, positions, extensions: { code: 'GRAPHQL_PARSE_FAILED' } })];
  }
  const operation = getOperationAST(document, payload.operationName ?? undefined);
  if (operation?.operation !== 'subscription') {
    return [
      new GraphQLError('Only subscriptions are served over WebSocket.', { extensions: { code: 'BAD_USER_INPUT' } }),
    ];
  }
  const errors = validate(schema, document, specifiedRules, { hideSuggestions });
  if (errors.length === 0) return { document, operation };
  const extensions = { code: 'GRAPHQL_VALIDATION_FAILED' };
  return errors.map(({ message, nodes }) => new GraphQLError(message, { nodes, extensions }));
}

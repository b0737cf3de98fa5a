import {
  getOperationAST,
  GraphQLError,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type GraphQLSchema,
  type ValidationRule,
} from 'graphql';
import type { SubscribePayload } from 'graphql-ws';

/**
 * graphql-ws runs whatever it is sent, past Apollo's rules: so only subscriptions are let through here, and only those that the
 * rules of the HTTP side accept.
 */
export function refuseOperation(
  schema: GraphQLSchema,
  rules: ValidationRule[],
  payload: SubscribePayload,
): GraphQLError[] | null {
  let document: DocumentNode;
  try {
    document = parse(payload.query, { maxTokens: 4_000 });
  } catch (error) {
    return [error instanceof GraphQLError ? error : new GraphQLError('The operation cannot be read.')];
  }
  const operation = getOperationAST(document, payload.operationName ?? undefined);
  if (operation?.operation !== 'subscription') {
    return [
      new GraphQLError('Only subscriptions are served over WebSocket.', { extensions: { code: 'BAD_USER_INPUT' } }),
    ];
  }
  const errors = validate(schema, document, [...specifiedRules, ...rules]);
  return errors.length > 0 ? [...errors] : null;
}

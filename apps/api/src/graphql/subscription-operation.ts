import {
  getOperationAST,
  GraphQLError,
  parse,
  specifiedRules,
  validate,
  Kind,
  type DocumentNode,
  type GraphQLSchema,
  type FragmentDefinitionNode,
  type FragmentSpreadNode,
  type InlineFragmentNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
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
  const conditional = conditionalRoot(operation.selectionSet, document);
  if (conditional) {
    const extensions = { code: 'GRAPHQL_VALIDATION_FAILED' };
    return [new GraphQLError(conditionalMessage, { nodes: conditional, extensions })];
  }
  const errors = validate(schema, document, specifiedRules, { hideSuggestions });
  if (errors.length === 0) return { document, operation };
  const extensions = { code: 'GRAPHQL_VALIDATION_FAILED' };
  return errors.map(({ message, nodes }) => new GraphQLError(message, { nodes, extensions }));
}

export const conditionalMessage = 'The field of a subscription itself takes neither @skip nor @include.';

/** Whether a subscription of the document asks for its field on a condition. */
export const hasConditionalSubscription = (document: DocumentNode): boolean =>
  document.definitions.some(
    (one) =>
      one.kind === Kind.OPERATION_DEFINITION &&
      (one.operation as string) === 'subscription' &&
      conditionalRoot(one.selectionSet, document) !== undefined,
  );

/**
 * What of the root is asked for on a condition, also through fragments. The specification forbids it from September 2025 on; graphql
 * 16 throws where a variable decides while it validates, and when nothing is left to subscribe to.
 */
function conditionalRoot(
  { selections }: SelectionSetNode,
  document: DocumentNode,
  seen = new Set<string>(),
): SelectionNode | undefined {
  for (const selection of selections) {
    if (selection.directives?.some(({ name }) => ['skip', 'include'].includes(name.value))) return selection;
    const below = selection.kind === Kind.FIELD ? undefined : selectionSetOf(selection, document, seen);
    const conditional = below && conditionalRoot(below, document, seen);
    if (conditional) return conditional;
  }
  return undefined;
}

/** Of a fragment that was not seen before: nothing has been validated yet, so that one may lead back to itself, or be missing. */
function selectionSetOf(
  fragment: InlineFragmentNode | FragmentSpreadNode,
  { definitions }: DocumentNode,
  seen: Set<string>,
): SelectionSetNode | undefined {
  if (fragment.kind === Kind.INLINE_FRAGMENT) return fragment.selectionSet;
  const name = fragment.name.value;
  if (seen.has(name)) return undefined;
  seen.add(name);
  const definition = definitions.find((one) => one.kind === Kind.FRAGMENT_DEFINITION && one.name.value === name);
  return (definition as FragmentDefinitionNode | undefined)?.selectionSet;
}

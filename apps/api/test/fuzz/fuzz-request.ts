import {
  getNamedType,
  getNullableType,
  isCompositeType,
  isInputObjectType,
  isListType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
} from 'graphql';
import { hostileValue } from './hostile-values.js';
import type { Seeded } from './seeded.js';

/** One request as it is sent. */
export interface FuzzRequest {
  /** `Kind.name`. */
  operation: string;
  role: 'owner' | 'organizer' | 'nobody';
  query: string;
  variables: Record<string, unknown>;
}

/** A place in the arguments where something can be put. */
interface Place {
  type: GraphQLInputType;
  path: (string | number)[];
}

/** All places below an argument, also those that the valid arguments leave out. */
function* placesIn(type: GraphQLInputType, value: unknown, path: (string | number)[]): Generator<Place> {
  yield { type, path };
  const nullable = getNullableType(type);
  if (isListType(nullable)) {
    if (Array.isArray(value) && value.length > 0) yield* placesIn(nullable.ofType, value[0], [...path, 0]);
    return;
  }
  if (!isInputObjectType(nullable) || typeof value !== 'object' || value === null) return;
  for (const field of Object.values(nullable.getFields())) {
    yield* placesIn(field.type, (value as Record<string, unknown>)[field.name], [...path, field.name]);
  }
}

function put(value: unknown, [key, ...rest]: (string | number)[], replacement: unknown): unknown {
  if (key === undefined) return replacement;
  const copy: unknown = Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) };
  const at = copy as Record<string | number, unknown>;
  at[key] = put(at[key], rest, replacement);
  return copy;
}

/** What of a result is asked for: the member of the union, and what a refusal says. */
function briefSelection({ type }: GraphQLField<unknown, unknown>): string {
  const named = getNamedType(type);
  if (!isCompositeType(named)) return '';
  return named.name.endsWith('Result') ? '{ __typename ... on Refusal { code message } }' : '{ __typename }';
}

/**
 * The valid arguments of an operation with one bad value in them, or with nothing but bad values; in some requests an argument is
 * left out or one too many.
 */
export function fuzzRequest(
  schema: GraphQLSchema,
  [operation, role]: [string, FuzzRequest['role']],
  valid: Record<string, unknown>,
  seeded: Seeded,
  foreignIds: readonly string[],
): FuzzRequest {
  const { args } = fieldOf(schema, operation);
  let variables: Record<string, unknown> = { ...valid };
  if (args.length > 0 && seeded.isBelow(0.65)) {
    const places = args.flatMap((argument) => [...placesIn(argument.type, valid[argument.name], [argument.name])]);
    const { type, path } = seeded.pick(places);
    variables = put(variables, path, hostileValue(type, seeded, foreignIds)) as typeof variables;
  } else {
    for (const argument of args) {
      if (seeded.isBelow(0.1)) delete variables[argument.name];
      else variables[argument.name] = hostileValue(argument.type, seeded, foreignIds);
    }
  }
  return requestOf(schema, [operation, role], variables);
}

function fieldOf(schema: GraphQLSchema, operation: string): GraphQLField<unknown, unknown> {
  const [kind, name] = operation.split('.') as [string, string];
  const roots = { Query: schema.getQueryType(), Mutation: schema.getMutationType() };
  const root = roots[kind as keyof typeof roots] ?? schema.getSubscriptionType();
  return root!.getFields()[name]!;
}

/** The operation with these variables as they are. */
export function requestOf(
  schema: GraphQLSchema,
  [operation, role]: [string, FuzzRequest['role']],
  variables: Record<string, unknown>,
): FuzzRequest {
  const [kind, name] = operation.split('.') as [string, string];
  const field = fieldOf(schema, operation);
  const given = field.args.filter((argument) => argument.name in variables);
  const declared = given.map((argument) => `$${argument.name}: ${String(argument.type)}`);
  const passed = given.map((argument) => `${argument.name}: $${argument.name}`);
  const [head, call] = given.length > 0 ? [`(${declared.join(', ')})`, `(${passed.join(', ')})`] : ['', ''];
  const query = `${kind.toLowerCase()} ${head} { ${name}${call} ${briefSelection(field)} }`;
  return { operation, role, query, variables };
}

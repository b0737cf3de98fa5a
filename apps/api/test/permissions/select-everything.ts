import {
  getNamedType,
  isCompositeType,
  isObjectType,
  isRequiredArgument,
  isUnionType,
  type GraphQLField,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';
import { fieldArguments } from './entries.js';
import type { World } from './world.js';

type Ids = World['ids'];

/**
 * An operation that asks for everything its result shows: each field of each object on every path, pages as edges, nodes and
 * where they stand, and of a union every member. Types do not contain themselves, so this ends.
 *
 * @throws Error naming a field whose arguments `fieldArguments` does not know
 */
export function operationOf(
  schema: GraphQLSchema,
  [kind, name]: readonly [kind: string, name: string],
  variables: Record<string, unknown>,
  ids: Ids,
): string {
  const root =
    { Query: schema.getQueryType(), Mutation: schema.getMutationType() }[kind] ?? schema.getSubscriptionType();
  const field = root?.getFields()[name];
  if (!field) throw new Error(`The schema has no ${kind}.${name}.`);
  const given = field.args.filter((argument) => argument.name in variables);
  const declared = given.map((argument) => `$${argument.name}: ${String(argument.type)}`).join(', ');
  const passed = given.map((argument) => `${argument.name}: $${argument.name}`).join(', ');
  const [head, call] = given.length > 0 ? [`(${declared})`, `(${passed})`] : ['', ''];
  return `${kind.toLowerCase()} ${head} { ${name}${call} ${selectionOf(field.type, ids)} }`;
}

function selectionOf(type: GraphQLOutputType, ids: Ids): string {
  const named = getNamedType(type);
  if (!isCompositeType(named)) return '';
  if (isObjectType(named)) return `{ __typename ${fieldsOf(named.name, Object.values(named.getFields()), ids)} }`;
  if (!isUnionType(named)) return '{ __typename }';

  // Two members may give one name to fields of different types, of which GraphQL then wants another name in the answer.
  const typeOf = new Map<string, string>();
  const members = named.getTypes().map((member) => {
    const fields = Object.values(member.getFields());
    const clashing = fields.filter((field) => {
      const known = typeOf.get(field.name) ?? String(field.type);
      typeOf.set(field.name, known);
      return known !== String(field.type);
    });
    return `... on ${member.name} { ${fieldsOf(member.name, fields, ids, new Set(clashing))} }`;
  });
  return `{ __typename ${members.join(' ')} }`;
}

function fieldsOf(
  typeName: string,
  fields: GraphQLField<unknown, unknown>[],
  ids: Ids,
  renamed: ReadonlySet<unknown> = new Set(),
): string {
  return fields
    .map((field) => {
      const alias = renamed.has(field) ? `${field.name}Of${typeName}: ` : '';
      return `${alias}${field.name}${argumentsOf(typeName, field, ids)} ${selectionOf(field.type, ids)}`.trim();
    })
    .join(' ');
}

function argumentsOf(typeName: string, { name, args }: GraphQLField<unknown, unknown>, ids: Ids): string {
  const known = fieldArguments[`${typeName}.${name}`];
  const unknown = args.filter((argument) => isRequiredArgument(argument) && !known?.[argument.name]);
  if (unknown.length > 0) {
    const missing = unknown.map((argument) => argument.name).join(', ');
    throw new Error(`Say in fieldArguments (entries.ts) what ${typeName}.${name} gets for ${missing}.`);
  }
  if (!known) return '';
  const given = Object.entries(known).map(([argument, kind]) => `${argument}: ${JSON.stringify(ids[kind])}`);
  return `(${given.join(', ')})`;
}

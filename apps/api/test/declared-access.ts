import { ModulesContainer } from '@nestjs/core';
import { PATH_METADATA } from '@nestjs/common/constants.js';
import { TypeMetadataStorage } from '@nestjs/graphql';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { ACCESS_RULE, accessRules, type AccessRule } from '../src/auth/access.decorator.js';
import { KEY_SCOPE, type DeclaredScope } from '../src/auth/key-scope.decorator.js';
import { fieldRuleOf, fieldRules, type FieldRule } from '../src/auth/field-access.decorator.js';

export interface Operation {
  /** Query, Mutation, Subscription or REST. */
  kind: string;
  name: string;
  /** Undefined when it declares none. */
  rule: AccessRule | undefined;
  /** The scope with which API keys may use it. Undefined when it declares none, which only what is for anyone may do. */
  scope: DeclaredScope | undefined;
}

/** A field with a resolver of its own, or one that is for fewer people than its object. */
export interface DeclaredField {
  /** `Type.field`. */
  name: string;
  /** Undefined when its resolver declares none. */
  rule: FieldRule | undefined;
}

const graphqlKind = 'graphql:resolver_type';
const graphqlName = 'graphql:resolver_name';
const graphqlField = 'graphql:resolve_property';

interface Handler {
  metatype: object;
  prototype: object;
  method: string;
  handler: object;
}

/** Every method of every provider and controller. */
function* listHandlers(get: NestExpressApplication['get']): Generator<Handler> {
  for (const module of get(ModulesContainer).values()) {
    for (const { metatype } of [...module.providers.values(), ...module.controllers.values()]) {
      const prototype = (typeof metatype === 'function' ? metatype.prototype : undefined) as object | undefined;
      if (!prototype) continue;
      for (const method of Object.getOwnPropertyNames(prototype)) {
        const handler = Object.getOwnPropertyDescriptor(prototype, method)?.value as unknown;
        if (typeof handler !== 'function' || method === 'constructor') continue;
        yield { metatype: metatype as object, prototype, method, handler };
      }
    }
  }
}

const metadataOf = <T>(key: string, of: object): T | undefined => Reflect.getMetadata(key, of) as T | undefined;

/** Every operation of the running API with the rule it declares, sorted by kind and name. */
export function listOperations(get: NestExpressApplication['get']): Operation[] {
  const operations: Operation[] = [];
  for (const { metatype, method, handler } of listHandlers(get)) {
    const rule = metadataOf<AccessRule>(ACCESS_RULE, handler) ?? metadataOf<AccessRule>(ACCESS_RULE, metatype);
    const scope = metadataOf<DeclaredScope>(KEY_SCOPE, handler);
    const controllerPath = metadataOf<string>(PATH_METADATA, metatype);
    const kind = metadataOf<string>(graphqlKind, handler);
    const path = metadataOf<string>(PATH_METADATA, handler);
    if (kind && ['Query', 'Mutation', 'Subscription'].includes(kind)) {
      operations.push({ kind, name: metadataOf<string>(graphqlName, handler) ?? method, rule, scope });
    } else if (path !== undefined && controllerPath !== undefined) {
      operations.push({ kind: 'REST', name: `/${controllerPath}/${path}`.replaceAll(/\/+/g, '/'), rule, scope });
    }
  }
  return operations.sort((a, b) => (`${a.kind} ${a.name}` < `${b.kind} ${b.name}` ? -1 : 1));
}

/** Every field with a resolver, and every plain one that declares a rule, sorted by name. */
export function listFields(get: NestExpressApplication['get']): DeclaredField[] {
  const types = TypeMetadataStorage.getObjectTypesMetadata();
  const rules = new Map<string, FieldRule | undefined>();
  for (const { name, target, properties } of types) {
    for (const property of properties ?? []) {
      const rule = fieldRuleOf((target as { prototype: object }).prototype, property.name);
      if (rule) rules.set(`${name}.${property.schemaName}`, rule);
    }
  }
  for (const { metatype, prototype, method, handler } of listHandlers(get)) {
    if (!metadataOf<boolean>(graphqlField, handler)) continue;
    // Nest keeps the name of the class of `@Resolver(() => Class)`, or that of its GraphQL type where it knows it already.
    const parentName = metadataOf<string>(graphqlKind, metatype);
    const parent = types.find(({ name, target }) =>
      [name, (target as { name: string }).name].includes(parentName ?? ''),
    );
    const field = metadataOf<string>(graphqlName, handler) ?? method;
    rules.set(`${parent?.name ?? '?'}.${field}`, fieldRuleOf(prototype, method));
  }
  return [...rules].map(([name, rule]) => ({ name, rule })).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** docs/permissions.md: what the code declares, for people. */
export function describeAccess(operations: Operation[], fields: DeclaredField[]): string {
  return [
    '# Who may do what',
    '',
    'Generated from the declarations in the code by `npm run schema`; a test fails when it is out of date, and another asks for every operation as every',
    'role and fails when anything else happens than what stands here. A rule that names a company or forum is checked twice: the guard asks for',
    'the role anywhere, the service for the role in the company or forum in question.',
    '',
    '## Operations',
    '',
    'The last column names the scope that an API key needs: with *none* the operation is for people alone, with *any* it is open to keys as it is to everybody.',
    'A key acts as a member of its company or an assistant of its forum, whatever else its maker is: it may use what its scope opens and that role may use.',
    '',
    '| kind | operation | who | scope of an API key |',
    '| --- | --- | --- | --- |',
    ...operations.map(
      ({ kind, name, rule, scope }) =>
        `| ${kind} | \`${name}\` | ${rule ? accessRules[rule] : 'nobody'} | ${scope ?? (rule === 'anyone' ? 'any' : 'none')} |`,
    ),
    '',
    '## Fields',
    '',
    'A field is shown with its object. These have a resolver of their own, or are for fewer people than their object; for everybody else they are null.',
    '',
    '| field | who |',
    '| --- | --- |',
    ...fields.map(({ name, rule }) => `| \`${name}\` | ${rule ? fieldRules[rule] : 'nobody'} |`),
    '',
  ].join('\n');
}

import { ModulesContainer } from '@nestjs/core';
import { PATH_METADATA } from '@nestjs/common/constants.js';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { ACCESS_RULE, accessRules, type AccessRule } from '../src/auth/access.decorator.js';

export interface Operation {
  /** Query, Mutation, Subscription or REST. */
  kind: string;
  name: string;
  /** Undefined when it declares none. */
  rule: AccessRule | undefined;
}

const graphqlKind = 'graphql:resolver_type';
const graphqlName = 'graphql:resolver_name';

/** Every operation of the running API with the rule it declares, sorted by kind and name. */
export function listOperations(get: NestExpressApplication['get']): Operation[] {
  const operations: Operation[] = [];
  for (const module of get(ModulesContainer).values()) {
    for (const { metatype } of [...module.providers.values(), ...module.controllers.values()]) {
      const prototype = (typeof metatype === 'function' ? metatype.prototype : undefined) as object | undefined;
      if (!prototype) continue;
      const controllerPath = Reflect.getMetadata(PATH_METADATA, metatype as object) as string | undefined;
      for (const method of Object.getOwnPropertyNames(prototype)) {
        const handler = Object.getOwnPropertyDescriptor(prototype, method)?.value as unknown;
        if (typeof handler !== 'function' || method === 'constructor') continue;
        const rule = (Reflect.getMetadata(ACCESS_RULE, handler) ??
          Reflect.getMetadata(ACCESS_RULE, metatype as object)) as AccessRule | undefined;
        const kind = Reflect.getMetadata(graphqlKind, handler) as string | undefined;
        const path = Reflect.getMetadata(PATH_METADATA, handler) as string | undefined;
        if (kind && ['Query', 'Mutation', 'Subscription'].includes(kind)) {
          operations.push({
            kind,
            name: (Reflect.getMetadata(graphqlName, handler) as string | undefined) ?? method,
            rule,
          });
        } else if (path !== undefined && controllerPath !== undefined) {
          operations.push({ kind: 'REST', name: `/${controllerPath}/${path}`.replaceAll(/\/+/g, '/'), rule });
        }
      }
    }
  }
  return operations.sort((a, b) => (`${a.kind} ${a.name}` < `${b.kind} ${b.name}` ? -1 : 1));
}

/** docs/permissions.md: what the code declares, for people. */
export function describeAccess(operations: Operation[]): string {
  const rows = operations.map(
    ({ kind, name, rule }) => `| ${kind} | \`${name}\` | ${rule ? accessRules[rule] : 'nobody'} |`,
  );
  return [
    '# Who may do what',
    '',
    'Generated from the declarations in the code by `npm run schema`; a test fails when it is out of date. A rule that names a company or',
    'forum is checked twice: the guard asks for the role anywhere, the service for the role in the company or forum in question.',
    '',
    '| kind | operation | who |',
    '| --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

import type { Type } from '@nestjs/common';
import { createUnionType } from '@nestjs/graphql';
import { Refusal } from '#domain';
import type { RefusalType } from './refusal.types.js';

/**
 * The result of a mutation: what it made, or one of its refusals. A refusal's GraphQL type bears the name of its domain class;
 * everything else is the result.
 */
export function resultUnion<T extends Type<unknown>, R extends Type<RefusalType>>(options: {
  name: string;
  /** GraphQL name of the result's type. */
  resultName: string;
  result: T;
  refusals: R[];
  description: string;
}): unknown {
  return createUnionType({
    name: options.name,
    description: options.description,
    types: () => [options.result, ...options.refusals] as const,
    resolveType: (value: object) => (value instanceof Refusal ? value.constructor.name : options.resultName),
  });
}

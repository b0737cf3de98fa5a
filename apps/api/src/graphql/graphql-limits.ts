import { ApolloArmor } from '@escape.tech/graphql-armor';
import type { ApolloServerPlugin } from '@apollo/server';
import type { ValidationRule } from 'graphql';

/** Bounds on one operation, the same over HTTP and WebSocket. */
export const graphqlLimits = {
  maxDepth: 12,
  maxCost: 20_000,
  maxAliases: 30,
  maxDirectives: 30,
  maxTokens: 4_000,
} as const;

export interface Protection {
  validationRules: ValidationRule[];
  plugins: ApolloServerPlugin[];
}

export function protectGraphql(): Protection {
  const { validationRules, plugins } = new ApolloArmor({
    maxDepth: { n: graphqlLimits.maxDepth, flattenFragments: true },
    costLimit: { maxCost: graphqlLimits.maxCost, flattenFragments: true },
    maxAliases: { n: graphqlLimits.maxAliases },
    maxDirectives: { n: graphqlLimits.maxDirectives },
    maxTokens: { n: graphqlLimits.maxTokens },
    blockFieldSuggestion: { enabled: true },
  }).protect();
  // Armor is typed against Apollo's CommonJS build, which TypeScript takes for another class with the same name.
  return { validationRules, plugins: plugins as unknown as ApolloServerPlugin[] };
}

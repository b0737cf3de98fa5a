import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { Global, Module } from '@nestjs/common';
import { GraphQLModule, GraphQLSchemaHost } from '@nestjs/graphql';
import type { SubscribePayload } from 'graphql-ws';
import type { Logger } from '#logging';
import { AuthModule } from '../auth/auth.module.js';
import { LOGGER } from '../tokens.js';
import { ApiContexts } from './api-context.js';
import { formatErrorFor } from './error-formatting.js';
import { protectGraphql } from './graphql-limits.js';
import { Loaders } from './loaders.js';
import { retryAfterPlugin } from './retry-after.plugin.js';
import { refuseOperation } from './websocket-subscriptions.js';

@Global()
@Module({ imports: [AuthModule], providers: [ApiContexts, Loaders], exports: [ApiContexts] })
class ApiContextModule {}

@Module({
  imports: [
    ApiContextModule,
    GraphQLModule.forRootAsync<ApolloDriverConfig>({
      driver: ApolloDriver,
      imports: [ApiContextModule],
      inject: [ApiContexts, LOGGER],
      useFactory: (contexts: ApiContexts, logger: Logger): ApolloDriverConfig => {
        const protection = protectGraphql();
        let schemaHost: GraphQLSchemaHost | undefined;
        return {
          autoSchemaFile: true,
          sortSchema: true,
          introspection: true,
          graphiql: false,
          includeStacktraceInErrorResponses: false,
          allowBatchedHttpRequests: false,
          csrfPrevention: true,
          validationRules: protection.validationRules,
          plugins: [...protection.plugins, ApolloServerPluginLandingPageDisabled(), retryAfterPlugin],
          autoTransformHttpErrors: false,
          formatError: formatErrorFor(logger),
          context: (arrival: Parameters<ApiContexts['create']>[0]) => contexts.create(arrival),
          subscriptions: {
            'graphql-ws': {
              path: '/graphql',
              connectionInitWaitTimeout: 5_000,
              onSubscribe: (_context: unknown, _id: string, payload: SubscribePayload) =>
                refuseOperation(schemaHost!.schema, protection.validationRules, payload) ?? undefined,
            },
          },
          transformSchema: (schema) => {
            schemaHost = { schema } as GraphQLSchemaHost;
            return schema;
          },
        };
      },
    }),
  ],
})
export class ApiGraphqlModule {}

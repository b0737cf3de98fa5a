import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { Global, Module } from '@nestjs/common';
import { GraphQLModule } from '@nestjs/graphql';
import type { ApiConfig } from '#config';
import type { Logger } from '#logging';
import { AuthModule } from '../auth/auth.module.js';
import { RequestRates } from '../surface/request-rates.js';
import { CONFIG, LOGGER } from '../tokens.js';
import { ApiContexts } from './api-context.js';
import { formatErrorFor } from './error-formatting.js';
import { Loaders } from './loaders.js';
import { OperationLimits } from './operation-limits.js';
import { operationLimitsPlugin } from './operation-limits.plugin.js';
import { retryAfterPlugin } from './retry-after.plugin.js';
import { SubscriptionServer } from './subscription-server.js';
import { Subscriptions } from './subscriptions.js';

/** How long a query that came with its hash may be asked for by the hash alone. */
const persistedQuerySeconds = 3_600;

@Global()
@Module({ imports: [AuthModule], providers: [ApiContexts, Loaders], exports: [ApiContexts] })
class ApiContextModule {}

@Module({
  imports: [
    ApiContextModule,
    GraphQLModule.forRootAsync<ApolloDriverConfig>({
      driver: ApolloDriver,
      imports: [ApiContextModule],
      inject: [ApiContexts, RequestRates, CONFIG, LOGGER],
      useFactory: (
        contexts: ApiContexts,
        rates: RequestRates,
        { surface }: ApiConfig,
        logger: Logger,
      ): ApolloDriverConfig => ({
        autoSchemaFile: true,
        sortSchema: true,
        introspection: surface.hasIntrospection,
        hideSchemaDetailsFromClientErrors: !surface.hasIntrospection,
        graphiql: false,
        includeStacktraceInErrorResponses: false,
        allowBatchedHttpRequests: false,
        csrfPrevention: true,
        // In Apollo's own cache, which keeps at most 30 MB of queries.
        persistedQueries: surface.hasPersistedQueries ? { ttl: persistedQuerySeconds } : false,
        parseOptions: { maxTokens: surface.limits.maxTokens },
        plugins: [
          operationLimitsPlugin(new OperationLimits(surface.limits, rates)),
          ApolloServerPluginLandingPageDisabled(),
          retryAfterPlugin,
        ],
        autoTransformHttpErrors: false,
        formatError: formatErrorFor(logger),
        context: (arrival: Parameters<ApiContexts['create']>[0]) => contexts.create(arrival),
      }),
    }),
  ],
  // Nest’s own server for subscriptions knows no limits and leaves sockets without a listener for errors.
  providers: [Subscriptions, SubscriptionServer],
})
export class ApiGraphqlModule {}

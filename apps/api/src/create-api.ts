import { randomUUID } from 'node:crypto';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import { addressMatcher } from '#config';
import { NestLoggerService, runWithRequestId } from '#logging';
import { ApiModule, type ApiInfrastructure } from './api.module.js';
import { ExceptionFilterForAll } from './exception.filter.js';
import { refuseConditionalSubscriptions } from './graphql/conditional-subscriptions.js';
import { inputValidation } from './graphql/input-validation.pipe.js';
import { RefusalMessageInterceptor } from './graphql/refusal-message.interceptor.js';
import { subscriptionPath } from './graphql/upgrade.js';
import { serveGraphiql } from './graphiql/graphiql.js';
import { serveLinkPages } from './link-pages/link-pages.js';
import { AccountRateInterceptor } from './surface/account-rate.interceptor.js';
import { limitAddresses } from './surface/address-rate.middleware.js';
import { corsOptions } from './surface/cors.js';
import { RequestRates } from './surface/request-rates.js';
import { answerHeaders } from './surface/security-headers.js';
import { answerUnreadableBody } from './surface/unreadable-body.js';

/** The API on given infrastructure, ready to listen. */
export async function createApi(infrastructure: ApiInfrastructure): Promise<NestExpressApplication> {
  const { surface } = infrastructure.config;
  const app = await NestFactory.create<NestExpressApplication>(ApiModule.on(infrastructure), {
    logger: new NestLoggerService(infrastructure.logger),
    bodyParser: false,
  });
  const rates = app.get(RequestRates);
  app.set('trust proxy', addressMatcher(surface.trustedProxies));
  app.use((_request: Request, response: Response, next: NextFunction) => {
    const requestId = randomUUID();
    response.setHeader('x-request-id', requestId);
    runWithRequestId(requestId, next);
  });
  app.use(answerHeaders());
  if (surface.corsOrigins.length > 0) app.enableCors(corsOptions(surface.corsOrigins));
  app.use(limitAddresses(rates));
  app.useBodyParser('json', { limit: surface.limits.maxBodyBytes });
  app.use(answerUnreadableBody());
  app.use(subscriptionPath, refuseConditionalSubscriptions(surface.limits.maxTokens));
  app.useGlobalPipes(inputValidation);
  app.useGlobalInterceptors(new RefusalMessageInterceptor(), new AccountRateInterceptor(rates));
  app.useGlobalFilters(new ExceptionFilterForAll(infrastructure.logger));
  if (surface.hasGraphiql) serveGraphiql(app);
  serveLinkPages(app, { hasGraphiql: surface.hasGraphiql });
  return app;
}

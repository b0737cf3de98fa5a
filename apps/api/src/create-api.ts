import { randomUUID } from 'node:crypto';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import helmet from 'helmet';
import type { NextFunction, Request, Response } from 'express';
import { NestLoggerService, runWithRequestId } from '#logging';
import { ApiModule, type ApiInfrastructure } from './api.module.js';
import { ExceptionFilterForAll } from './exception.filter.js';
import { guardUpgrades } from './graphql/upgrade-guard.js';
import { inputValidation } from './graphql/input-validation.pipe.js';
import { RefusalMessageInterceptor } from './graphql/refusal-message.interceptor.js';
import { serveGraphiql } from './graphiql/graphiql.js';

const maxJsonBody = '256kb';

/** The API on given infrastructure, ready to listen. */
export async function createApi(infrastructure: ApiInfrastructure): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(ApiModule.on(infrastructure), {
    logger: new NestLoggerService(infrastructure.logger),
    bodyParser: false,
  });
  app.use((_request: Request, response: Response, next: NextFunction) => {
    const requestId = randomUUID();
    response.setHeader('x-request-id', requestId);
    runWithRequestId(requestId, next);
  });
  app.use(
    helmet({
      contentSecurityPolicy: {
        directives: {
          defaultSrc: ["'self'"],
          connectSrc: ["'self'", 'ws:', 'wss:'],
          // GraphiQL writes styles into its elements and draws its icons from data: URLs.
          styleSrc: ["'self'", "'unsafe-inline'"],
          imgSrc: ["'self'", 'data:'],
          // Plain http on a local machine must stay reachable; a proxy in front adds TLS.
          upgradeInsecureRequests: null,
        },
      },
    }),
  );
  app.useBodyParser('json', { limit: maxJsonBody });
  app.useGlobalPipes(inputValidation);
  app.useGlobalInterceptors(new RefusalMessageInterceptor());
  app.useGlobalFilters(new ExceptionFilterForAll(infrastructure.logger));
  serveGraphiql(app);
  guardUpgrades(app.getHttpServer());
  return app;
}

import { createSecretKey } from 'node:crypto';
import { Module } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { JwtModule } from '@nestjs/jwt';
import type { ApiConfig } from '#config';
import { CONFIG } from '../tokens.js';
import { AccessGuard } from './access.guard.js';
import { AccessTokens } from './access-tokens.js';
import { ActorReader } from './actor-reader.js';
import { ApiKeysResolver } from './api-keys.resolver.js';
import { OpenIdClient } from './open-id.client.js';
import { OpenIdController } from './open-id.controller.js';
import { OpenIdResolver } from './open-id.resolver.js';
import { OpenSignInsResolver } from './open-sign-ins.resolver.js';
import { SecondFactorsResolver } from './second-factors.resolver.js';
import { SignInAnswers } from './sign-in-answers.js';
import { SignInsResolver } from './sign-ins.resolver.js';
import { SubscriptionWatchInterceptor } from './subscription-watch.interceptor.js';

@Module({
  imports: [
    JwtModule.registerAsync({
      inject: [CONFIG],
      useFactory: (config: ApiConfig) => ({
        // A text would be tried as a public key at every verification, in vain, for about a millisecond.
        secret: createSecretKey(config.accessTokenKey, 'utf8'),
        signOptions: { algorithm: 'HS256' },
      }),
    }),
  ],
  controllers: [OpenIdController],
  providers: [
    AccessTokens,
    ActorReader,
    ApiKeysResolver,
    OpenIdClient,
    OpenIdResolver,
    OpenSignInsResolver,
    SecondFactorsResolver,
    SignInAnswers,
    SignInsResolver,
    { provide: APP_GUARD, useClass: AccessGuard },
    { provide: APP_INTERCEPTOR, useClass: SubscriptionWatchInterceptor },
  ],
  exports: [ActorReader, OpenIdClient],
})
export class AuthModule {}

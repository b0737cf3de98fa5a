import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { JwtModule } from '@nestjs/jwt';
import type { ApiConfig } from '#config';
import { CONFIG } from '../tokens.js';
import { AccessGuard } from './access.guard.js';
import { AccessTokens } from './access-tokens.js';
import { ActorReader } from './actor-reader.js';
import { OpenSignInsResolver } from './open-sign-ins.resolver.js';
import { SignInsResolver } from './sign-ins.resolver.js';

@Module({
  imports: [
    JwtModule.registerAsync({
      inject: [CONFIG],
      useFactory: (config: ApiConfig) => ({ secret: config.accessTokenKey, signOptions: { algorithm: 'HS256' } }),
    }),
  ],
  providers: [
    AccessTokens,
    ActorReader,
    OpenSignInsResolver,
    SignInsResolver,
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
  exports: [ActorReader],
})
export class AuthModule {}

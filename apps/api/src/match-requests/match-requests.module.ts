import { Module } from '@nestjs/common';
import './match-requests.messages.js';
import { MatchRequestsResolver } from './match-requests.resolver.js';
import { TriplesResolver } from './triples.resolver.js';

@Module({ providers: [MatchRequestsResolver, TriplesResolver] })
export class MatchRequestsModule {}

import { Module } from '@nestjs/common';
import './match-requests.messages.js';
import { AbsenceFieldsResolver, AbsenceRequestsResolver } from './absence-requests.resolver.js';
import { MatchRequestsResolver } from './match-requests.resolver.js';
import { StalenessLoader } from './staleness.loader.js';
import { CouldCoverFieldsResolver, TriplesResolver } from './triples.resolver.js';

@Module({
  providers: [
    AbsenceFieldsResolver,
    AbsenceRequestsResolver,
    CouldCoverFieldsResolver,
    MatchRequestsResolver,
    StalenessLoader,
    TriplesResolver,
  ],
})
export class MatchRequestsModule {}

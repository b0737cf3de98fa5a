import { Module } from '@nestjs/common';
import { MeetingRequestDeparturesResolver } from './meeting-request-departures.resolver.js';
import './meeting-requests.messages.js';
import { MeetingRequestPartiesResolver, MeetingRequestsResolver } from './meeting-requests.resolver.js';
import { PreferencesResolver } from './preferences.resolver.js';

@Module({
  providers: [
    MeetingRequestDeparturesResolver,
    MeetingRequestPartiesResolver,
    MeetingRequestsResolver,
    PreferencesResolver,
  ],
})
export class MeetingRequestsModule {}

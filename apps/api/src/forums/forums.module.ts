import { Module } from '@nestjs/common';
import { CompaniesModule } from '../companies/companies.module.js';
import './forums.messages.js';
import { DelegationsLoader } from './delegations.loader.js';
import { DelegationsResolver } from './delegations.resolver.js';
import { ForumProgrammeResolver } from './forum-programme.resolver.js';
import { ForumsResolver } from './forums.resolver.js';
import { ParticipationFieldsResolver } from './participation-fields.resolver.js';
import { ParticipationsResolver } from './participations.resolver.js';

@Module({
  imports: [CompaniesModule],
  providers: [
    DelegationsLoader,
    DelegationsResolver,
    ForumProgrammeResolver,
    ForumsResolver,
    ParticipationFieldsResolver,
    ParticipationsResolver,
  ],
})
export class ForumsModule {}

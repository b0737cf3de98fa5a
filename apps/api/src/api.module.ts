import { Module, type DynamicModule } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import type { ApiConfig } from '#config';
import { DomainModule } from '#domain';
import { JobsModule } from '#jobs';
import type { Logger } from '#logging';
import { AccountsModule } from './accounts/accounts.module.js';
import { AuditModule } from './audit/audit.module.js';
import { CompaniesModule } from './companies/companies.module.js';
import { ForumRankingsModule } from './forum-rankings/forum-rankings.module.js';
import { ForumsModule } from './forums/forums.module.js';
import { DirectoryModule } from './directory/directory.module.js';
import { ApiGraphqlModule } from './graphql/graphql.module.js';
import { HealthController } from './health/health.controller.js';
import { InfrastructureModule } from './infrastructure.module.js';
import { MatchRequestsModule } from './match-requests/match-requests.module.js';
import { NotificationsModule } from './notifications/notifications.module.js';
import { MeetingRequestsModule } from './meeting-requests/meeting-requests.module.js';
import { MeetingsModule } from './meetings/meetings.module.js';
import { PrivacyModule } from './privacy/privacy.module.js';
import { ScheduleDraftsModule } from './schedule-drafts/schedule-drafts.module.js';
import { SurfaceModule } from './surface/surface.module.js';
import { TaxonomyModule } from './taxonomy/taxonomy.module.js';
import { UploadsModule } from './uploads/uploads.module.js';
import { WeightsPreviewsModule } from './weights-previews/weights-previews.module.js';

/** What is made before the application. */
export interface ApiInfrastructure {
  config: ApiConfig;
  logger: Logger;
  /** Open. */
  dataSource: DataSource;
}

/** The features of the API. */
@Module({})
export class ApiModule {
  static on({ config, logger, dataSource }: ApiInfrastructure): DynamicModule {
    return {
      module: ApiModule,
      imports: [
        InfrastructureModule.of(config, logger),
        SurfaceModule,
        JobsModule.forRoot(config.queue, logger),
        DomainModule.on(dataSource, config.serverKey),
        ApiGraphqlModule,
        AccountsModule,
        AuditModule,
        CompaniesModule,
        DirectoryModule,
        ForumRankingsModule,
        ForumsModule,
        MatchRequestsModule,
        NotificationsModule,
        MeetingsModule,
        MeetingRequestsModule,
        PrivacyModule,
        ScheduleDraftsModule,
        TaxonomyModule,
        UploadsModule,
        WeightsPreviewsModule,
      ],
      controllers: [HealthController],
    };
  }
}

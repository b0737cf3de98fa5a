import { Module, type DynamicModule } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AccountsService } from './accounts/accounts.service.js';
import { ApiKeysService } from './accounts/api-keys.service.js';
import { AttemptsService } from './accounts/attempts.service.js';
import { ExternalIdentitiesService } from './accounts/external-identities.service.js';
import { OpenSignInsService } from './accounts/open-sign-ins.service.js';
import { SecondFactorsService } from './accounts/second-factors.service.js';
import { SignInStepsService } from './accounts/sign-in-steps.service.js';
import { EmailAddressesService } from './accounts/email-addresses.service.js';
import { PasswordsService } from './accounts/passwords.service.js';
import { PresentPasswordsService } from './accounts/present-passwords.service.js';
import { SignInsService } from './accounts/sign-ins.service.js';
import { AuditSealingService } from './audit/audit-sealing.service.js';
import { AuditService } from './audit/audit.service.js';
import { PersonKeysService } from './audit/person-keys.service.js';
import { AuditLogService } from './audit-log/audit-log.service.js';
import { CompaniesService } from './companies/companies.service.js';
import { CompanyMembersService } from './companies/company-members.service.js';
import { CompanyPrivacyService } from './companies/company-privacy.service.js';
import { CompanyReviewsService } from './companies/company-reviews.service.js';
import { CompanyImportsService } from './companies/company-imports.service.js';
import { UploadsService } from './companies/uploads.service.js';
import { DirectoryService } from './directory/directory.service.js';
import { ForumRankingRunsService } from './forum-rankings/forum-ranking-runs.service.js';
import { ForumRankingShardsService } from './forum-rankings/forum-ranking-shards.service.js';
import { ForumRankingsService } from './forum-rankings/forum-rankings.service.js';
import { StandingsService } from './forum-rankings/standings.service.js';
import { DelegationsService } from './forums/delegations.service.js';
import { ForumProgrammeService } from './forums/forum-programme.service.js';
import { ForumStaffService } from './forums/forum-staff.service.js';
import { ForumsService } from './forums/forums.service.js';
import { ParticipationsService } from './forums/participations.service.js';
import { MailLinks } from './mails/mail-links.js';
import { MailsService } from './mails/mails.service.js';
import { AbsenceRequestsService } from './match-requests/absence-requests.service.js';
import { MatchRequestsService } from './match-requests/match-requests.service.js';
import { StalenessService } from './match-requests/staleness.service.js';
import { AgendasService } from './meetings/agendas.service.js';
import { BookingChangesService } from './meetings/booking-changes.service.js';
import { BookingsService } from './meetings/bookings.service.js';
import { MeetingRequestCancellations } from './meetings/meeting-request-cancellations.js';
import { MeetingRequestDeparturesService } from './meetings/meeting-request-departures.service.js';
import { MeetingRequestExpiryService } from './meetings/meeting-request-expiry.service.js';
import { MeetingRequestJournal } from './meetings/meeting-request-journal.js';
import { MeetingRequestSubstitutesService } from './meetings/meeting-request-substitutes.service.js';
import { MeetingRequestsService } from './meetings/meeting-requests.service.js';
import { PreferencesService } from './meetings/preferences.service.js';
import { NotificationsService } from './notifications/notifications.service.js';
import { DataExportsService } from './privacy/data-exports.service.js';
import { ErasureService } from './privacy/erasure.service.js';
import { RelationsService } from './privacy/relations.service.js';
import { RetentionService } from './privacy/retention.service.js';
import { SampleCompaniesStage } from './sample/sample-companies.stage.js';
import { SampleForumStage } from './sample/sample-forum.stage.js';
import { SampleLoader } from './sample/sample-loader.js';
import { SampleMeetingsStage } from './sample/sample-meetings.stage.js';
import { SampleParticipationsStage } from './sample/sample-participations.stage.js';
import { DraftApprovalsService } from './schedule-drafts/draft-approvals.service.js';
import { DraftEditsService } from './schedule-drafts/draft-edits.service.js';
import { DraftFilesService } from './schedule-drafts/draft-files.service.js';
import { DraftRenewalsService } from './schedule-drafts/draft-renewals.service.js';
import { ScheduleDraftsService } from './schedule-drafts/schedule-drafts.service.js';
import { ScheduleRunsService } from './schedule-drafts/schedule-runs.service.js';
import { ScheduleSolvingService } from './schedule-drafts/schedule-solving.service.js';
import { ServerKeys } from './server-keys.js';
import { InvitationAcceptanceService } from './sign-ups/invitation-acceptance.service.js';
import { InvitationsService } from './sign-ups/invitations.service.js';
import { SignUpsService } from './sign-ups/sign-ups.service.js';
import { WeightsHistoryService } from './weights-previews/weights-history.service.js';
import { WeightsPreviewsService } from './weights-previews/weights-previews.service.js';

/** Every service of the domain, for a module that has a DataSource and JobsModule of its own. */
export const domainServices = [
  AbsenceRequestsService,
  AccountsService,
  AgendasService,
  ApiKeysService,
  AttemptsService,
  AuditLogService,
  AuditSealingService,
  AuditService,
  BookingChangesService,
  BookingsService,
  CompaniesService,
  CompanyImportsService,
  CompanyMembersService,
  CompanyPrivacyService,
  CompanyReviewsService,
  DataExportsService,
  DelegationsService,
  DirectoryService,
  DraftApprovalsService,
  DraftEditsService,
  DraftFilesService,
  DraftRenewalsService,
  ExternalIdentitiesService,
  EmailAddressesService,
  ErasureService,
  ForumProgrammeService,
  ForumRankingRunsService,
  ForumRankingShardsService,
  ForumRankingsService,
  ForumStaffService,
  ForumsService,
  InvitationAcceptanceService,
  InvitationsService,
  MailLinks,
  MailsService,
  MatchRequestsService,
  MeetingRequestCancellations,
  MeetingRequestDeparturesService,
  MeetingRequestExpiryService,
  MeetingRequestJournal,
  MeetingRequestSubstitutesService,
  MeetingRequestsService,
  NotificationsService,
  OpenSignInsService,
  ParticipationsService,
  PersonKeysService,
  PasswordsService,
  PreferencesService,
  PresentPasswordsService,
  RelationsService,
  RetentionService,
  SampleCompaniesStage,
  SampleForumStage,
  SampleLoader,
  SampleMeetingsStage,
  SampleParticipationsStage,
  ScheduleDraftsService,
  ScheduleRunsService,
  ScheduleSolvingService,
  SecondFactorsService,
  SignInStepsService,
  SignInsService,
  SignUpsService,
  StalenessService,
  StandingsService,
  UploadsService,
  WeightsHistoryService,
  WeightsPreviewsService,
];

/** Every service of the domain, on one connection to the database. Wants JobsModule beside it. */
@Module({})
export class DomainModule {
  /** @param serverKey the secret of the installation, `ServiceConfig.serverKey` */
  static on(dataSource: DataSource, serverKey: string): DynamicModule {
    return {
      module: DomainModule,
      global: true,
      providers: [
        { provide: DataSource, useValue: dataSource },
        { provide: ServerKeys, useValue: new ServerKeys(serverKey) },
        ...domainServices,
      ],
      exports: [DataSource, ServerKeys, ...domainServices],
    };
  }
}

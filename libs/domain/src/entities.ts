import { Account } from './accounts/account.entity.js';
import { ApiKey } from './accounts/api-key.entity.js';
import { AttemptCount } from './accounts/attempt-count.entity.js';
import { CompanyMembership, ForumMembership } from './accounts/membership.entities.js';
import { ExternalIdentity } from './accounts/external-identity.entity.js';
import { RefreshToken } from './accounts/refresh-token.entity.js';
import { RecoveryCode, SecondFactor } from './accounts/second-factor.entities.js';
import { SetupLink } from './accounts/setup-link.entity.js';
import { SignIn } from './accounts/sign-in.entity.js';
import { AuditEntry } from './audit/audit-entry.entity.js';
import { AuditSeal, UnsealedEntry } from './audit/audit-seal.entity.js';
import { PersonKey } from './audit/person-key.entity.js';
import { CompanyImport } from './companies/company-import.entity.js';
import { Company, CompanyVersion } from './companies/company.entity.js';
import { DirectoryEntry } from './companies/directory-entry.entity.js';
import { Upload } from './companies/upload.entity.js';
import { ForumRanking, ForumRankingShard, RankedCompany } from './forum-rankings/forum-ranking.entity.js';
import { Delegation } from './forums/delegation.entity.js';
import { Forum } from './forums/forum.entity.js';
import { Participation } from './forums/participation.entity.js';
import { ForumTable, Session, Slot, SubForum } from './forums/programme.entities.js';
import { IdempotencyKey } from './idempotency/idempotency-key.entity.js';
import { AbsenceRequest } from './match-requests/absence-request.entity.js';
import { MatchRequest, Triple } from './match-requests/match-request.entity.js';
import { MailLink } from './mails/mail-link.entity.js';
import { Mail } from './mails/mail.entity.js';
import { DataExport } from './privacy/data-export.entity.js';
import { Attendance } from './meetings/attendance.entity.js';
import { MeetingRequest, MeetingRequestParty } from './meetings/meeting-request.entity.js';
import { Meeting } from './meetings/meeting.entity.js';
import { Preference } from './meetings/preference.entity.js';
import { Notification } from './notifications/notification.entity.js';
import { Invitation } from './sign-ups/invitation.entity.js';
import { SignUp } from './sign-ups/sign-up.entity.js';
import { DraftMeeting, DraftProblem, ScheduleDraft } from './schedule-drafts/schedule-draft.entity.js';
import { WeightsPreview } from './weights-previews/weights-preview.entity.js';

/** Every table of the domain, for the data source. */
export const domainEntities = [
  AbsenceRequest,
  Account,
  ApiKey,
  AttemptCount,
  Attendance,
  AuditEntry,
  AuditSeal,
  Company,
  CompanyImport,
  CompanyMembership,
  CompanyVersion,
  DataExport,
  Delegation,
  DirectoryEntry,
  DraftMeeting,
  DraftProblem,
  ExternalIdentity,
  Forum,
  ForumMembership,
  ForumRanking,
  ForumRankingShard,
  ForumTable,
  IdempotencyKey,
  Invitation,
  Mail,
  MailLink,
  MatchRequest,
  Meeting,
  MeetingRequest,
  MeetingRequestParty,
  Notification,
  Participation,
  PersonKey,
  Preference,
  RankedCompany,
  RecoveryCode,
  RefreshToken,
  ScheduleDraft,
  SecondFactor,
  Session,
  SetupLink,
  SignIn,
  SignUp,
  Slot,
  SubForum,
  Triple,
  UnsealedEntry,
  Upload,
  WeightsPreview,
];

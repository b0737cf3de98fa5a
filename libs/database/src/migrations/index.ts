import type { MigrationInterface } from 'typeorm';
import { OutboxJob1763900000000 } from './1763900000000-outbox-job.js';
import { Accounts1763900100000 } from './1763900100000-accounts.js';
import { Companies1763900200000 } from './1763900200000-companies.js';
import { Forums1763900300000 } from './1763900300000-forums.js';
import { MatchRequests1763900400000 } from './1763900400000-match-requests.js';
import { Meetings1763900500000 } from './1763900500000-meetings.js';
import { ScheduleDrafts1763900600000 } from './1763900600000-schedule-drafts.js';
import { JobFlows1763900700000 } from './1763900700000-job-flows.js';
import { ForumRankings1763900800000 } from './1763900800000-forum-rankings.js';
import { MatchExplanations1763900900000 } from './1763900900000-match-explanations.js';
import { WeightsPreviews1763901000000 } from './1763901000000-weights-previews.js';
import { ScheduleOptions1763901100000 } from './1763901100000-schedule-options.js';
import { CancelledRuns1763901110000 } from './1763901110000-cancelled-runs.js';
import { DraftProblems1763901120000 } from './1763901120000-draft-problems.js';
import { Mails1763901200000 } from './1763901200000-mails.js';
import { InvitationsAndSignUps1763901210000 } from './1763901210000-invitations-and-sign-ups.js';
import { SignIns1763901300000 } from './1763901300000-sign-ins.js';
import { SecondFactors1763901310000 } from './1763901310000-second-factors.js';
import { ApiKeys1763901320000 } from './1763901320000-api-keys.js';
import { ExternalIdentities1763901330000 } from './1763901330000-external-identities.js';
import { AuditSeals1763901400000 } from './1763901400000-audit-seals.js';
import { PersonKeys1763901410000 } from './1763901410000-person-keys.js';
import { CompanyPrivacy1763901420000 } from './1763901420000-company-privacy.js';
import { DataExports1763901430000 } from './1763901430000-data-exports.js';
import { AccountsWithoutPassword1763901520000 } from './1763901520000-accounts-without-password.js';
import { AgendaIndex1763901530000 } from './1763901530000-agenda-index.js';

/** In the order of their timestamps. */
export const migrations: (new () => MigrationInterface)[] = [
  OutboxJob1763900000000,
  Accounts1763900100000,
  Companies1763900200000,
  Forums1763900300000,
  MatchRequests1763900400000,
  Meetings1763900500000,
  ScheduleDrafts1763900600000,
  JobFlows1763900700000,
  ForumRankings1763900800000,
  MatchExplanations1763900900000,
  WeightsPreviews1763901000000,
  ScheduleOptions1763901100000,
  CancelledRuns1763901110000,
  DraftProblems1763901120000,
  Mails1763901200000,
  InvitationsAndSignUps1763901210000,
  SignIns1763901300000,
  SecondFactors1763901310000,
  ApiKeys1763901320000,
  ExternalIdentities1763901330000,
  AuditSeals1763901400000,
  PersonKeys1763901410000,
  CompanyPrivacy1763901420000,
  DataExports1763901430000,
  AccountsWithoutPassword1763901520000,
  AgendaIndex1763901530000,
];

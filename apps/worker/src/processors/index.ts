import type { Provider, Type } from '@nestjs/common';
import { domainServices } from '#domain';
import type { JobProcessor } from '#jobs';
import { ComputeThreads } from '../threads/compute-threads.js';
import { AuditSealing } from './audit-sealing.js';
import { ExpireMeetingRequestsProcessor } from './expire-meeting-requests.processor.js';
import { ExpirySweep } from './expiry-sweep.js';
import { ExplainAbsenceProcessor } from './explain-absence.processor.js';
import { ExportDataProcessor } from './export-data.processor.js';
import { ImportCompaniesProcessor } from './import-companies.processor.js';
import { JoinForumRankingProcessor } from './join-forum-ranking.processor.js';
import { LeaveMeetingRequestsProcessor } from './leave-meeting-requests.processor.js';
import { RankForumShardProcessor } from './rank-forum-shard.processor.js';
import { MailSweep } from './mail-sweep.js';
import { PreviewWeightsProcessor } from './preview-weights.processor.js';
import { RetentionSweep } from './retention-sweep.js';
import { RunMatchRequestProcessor } from './run-match-request.processor.js';
import { RunScheduleProcessor } from './run-schedule.processor.js';
import { SendMailProcessor } from './send-mail.processor.js';
import { SignInSweep } from './sign-in-sweep.js';
import { SweepKeptDataProcessor } from './sweep-kept-data.processor.js';

/** What this worker can do: each kind of job is one file beside this one, and one line here. */
export const processors: Type<JobProcessor>[] = [
  ExpireMeetingRequestsProcessor,
  ExplainAbsenceProcessor,
  ExportDataProcessor,
  ImportCompaniesProcessor,
  JoinForumRankingProcessor,
  LeaveMeetingRequestsProcessor,
  RankForumShardProcessor,
  PreviewWeightsProcessor,
  RunMatchRequestProcessor,
  RunScheduleProcessor,
  SendMailProcessor,
  SweepKeptDataProcessor,
];

/** What the processors inject, besides the data source and what JobsModule provides. */
export const services: Provider[] = [
  ...domainServices,
  AuditSealing,
  ComputeThreads,
  ExpirySweep,
  MailSweep,
  RetentionSweep,
  SignInSweep,
];

/**
 * Every job there is, and the ids it is about. A job carries ids only: what is to be done stands in the rows they name,
 * which a processor reads at the moment it runs.
 */
export interface JobPayloads {
  'run-match-request': { matchRequestId: string };
  'run-schedule': { scheduleDraftId: string };
  'import-companies': { companyImportId: string };
  'expire-meeting-requests': { meetingRequestId: string };
  /** The account is that of whoever withdrew. */
  'leave-meeting-requests': { participationId: string; accountId: string };
  /** A child of the flow that ranks a forum: the lists of some of its companies. */
  'rank-forum-shard': { forumRankingShardId: string };
  /** The parent of that flow. */
  'join-forum-ranking': { forumRankingId: string };
  'explain-absence': { absenceRequestId: string };
  'preview-weights': { weightsPreviewId: string };
  'send-mail': { mailId: string };
  'export-data': { dataExportId: string };
  'sweep-kept-data': Record<string, never>;
}

export type JobName = keyof JobPayloads;

/** A job that is asked for: its name and the ids it is about. */
export type JobRequest = { [Name in JobName]: { name: Name; payload: JobPayloads[Name] } }[JobName];

/**
 * How long a job keeps a worker: `short` up to a few seconds, `long` up to minutes, `remote` as long as a server of somebody
 * else takes to answer. Each weight has a queue and workers of its own, so that a match request waits neither for a schedule
 * run nor for a mail server that hangs.
 */
export const jobWeights = ['short', 'long', 'remote'] as const;
export type JobWeight = (typeof jobWeights)[number];

export const JOB_WEIGHTS: Readonly<Record<JobName, JobWeight>> = {
  'run-match-request': 'short',
  'run-schedule': 'long',
  'import-companies': 'long',
  'expire-meeting-requests': 'short',
  'leave-meeting-requests': 'short',
  'rank-forum-shard': 'long',
  'join-forum-ranking': 'long',
  'explain-absence': 'short',
  'preview-weights': 'short',
  'send-mail': 'remote',
  'export-data': 'short',
  'sweep-kept-data': 'long',
};

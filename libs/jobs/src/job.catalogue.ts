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
}

export type JobName = keyof JobPayloads;

/**
 * How long a job keeps a worker: `short` up to a few seconds, `long` up to minutes. Each weight has a queue and workers of
 * its own, so that a match request never waits for a schedule run.
 */
export type JobWeight = 'short' | 'long';

export const JOB_WEIGHTS: Readonly<Record<JobName, JobWeight>> = {
  'run-match-request': 'short',
  'run-schedule': 'long',
  'import-companies': 'long',
  'expire-meeting-requests': 'short',
  'leave-meeting-requests': 'short',
};

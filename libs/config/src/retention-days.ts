import type { EnvironmentReader } from './environment.js';

/** For how many days each kind of data is kept once it is over. */
export interface RetentionDays {
  /** Refresh tokens and set-up links, after they have expired. */
  signIns: number;
  notifications: number;
  /** Idempotency keys: for so long a repeated request makes nothing new. */
  repeats: number;
  /** Exports, after they can no longer be fetched. */
  exports: number;
  /** Imports with their uploaded files, after they have ended. */
  imports: number;
  /** Match requests with their lists, after they were answered. */
  matchRequests: number;
  /** Outbox rows of jobs that have ended. */
  jobs: number;
}

const tenYears = 3_650;

/** TREFOIL_KEEP_…_DAYS, each a whole number of days; docs/privacy.md says what for. */
export function readRetentionDays(reader: EnvironmentReader): RetentionDays {
  const days = (name: string, min: number, otherwise: number): number =>
    reader.integer(`TREFOIL_KEEP_${name}_DAYS`, { min, max: tenYears }, otherwise);
  return {
    signIns: days('SIGN_INS', 0, 7),
    notifications: days('NOTIFICATIONS', 1, 365),
    repeats: days('REPEATS', 1, 30),
    exports: days('EXPORTS', 0, 0),
    imports: days('IMPORTS', 1, 30),
    matchRequests: days('MATCH_REQUESTS', 1, 365),
    jobs: days('JOBS', 1, 30),
  };
}

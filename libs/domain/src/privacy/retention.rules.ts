import type { RetentionDays } from '#config';

/** What is deleted once it is old, and by which statement: at most `$2` rows that are older than `$1`. */
export interface RetentionRule {
  keep: keyof RetentionDays;
  what: string;
  sql: string;
}

const deleteWhere = (table: string, condition: string): string =>
  `delete from ${table} where ctid in (select ctid from ${table} t where ${condition} limit $2)`;

/** In the order in which they run: what refers to others goes first. docs/privacy.md says the same in words. */
export const retentionRules: readonly RetentionRule[] = [
  { keep: 'signIns', what: 'refresh tokens that have expired', sql: deleteWhere('refresh_token', 'expires_at < $1') },
  {
    keep: 'signIns',
    what: 'set-up links that were used or have expired',
    sql: deleteWhere('setup_link', 'least(used_at, expires_at) < $1'),
  },
  { keep: 'notifications', what: 'notifications', sql: deleteWhere('notification', 'created_at < $1') },
  { keep: 'repeats', what: 'idempotency keys', sql: deleteWhere('idempotency_key', 'created_at < $1') },
  { keep: 'exports', what: 'exports that have expired', sql: deleteWhere('data_export', 'expires_at < $1') },
  {
    keep: 'imports',
    what: 'imports that have ended',
    sql: deleteWhere('company_import', 'finished_at < $1'),
  },
  {
    keep: 'imports',
    what: 'uploads that no import needs any more',
    sql: deleteWhere(
      'upload',
      'created_at < $1 and not exists (select from company_import i where i.upload_id = t.id)',
    ),
  },
  {
    keep: 'matchRequests',
    what: 'match requests with their triples and questions about them',
    sql: deleteWhere('match_request', `finished_at < $1`),
  },
  {
    keep: 'jobs',
    what: 'outbox rows of jobs that have ended, children before their parents',
    sql: deleteWhere(
      'outbox_job',
      'coalesce(finished_at, failed_at) < $1 and not exists (select from outbox_job child where child.parent_id = t.id)',
    ),
  },
];

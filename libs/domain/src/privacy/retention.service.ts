import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { RetentionDays } from '#config';
import { JobsService } from '#jobs';
import { inTransaction } from '../transaction.js';
import { retentionRules } from './retention.rules.js';

/** Any number that no other advisory lock of the project uses; it spells "KEEP". */
const enqueueLock = 0x4b454550;

const dayMs = 24 * 60 * 60 * 1000;
const batchSize = 1_000;

/** Deletes what was kept for as long as it should be. */
@Injectable()
export class RetentionService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly jobs: JobsService,
  ) {}

  /** Asks for the day's sweep, unless it was asked for within the last 24 hours. @returns whether it was asked for now */
  async enqueueDaily(now: Date): Promise<boolean> {
    return inTransaction(this.dataSource, async (tx) => {
      await tx.query('select pg_advisory_xact_lock($1)', [enqueueLock]);
      const since = new Date(now.getTime() - dayMs);
      const [latest] = await tx.query<object[]>(
        `select from outbox_job where name = 'sweep-kept-data' and created_at > $1 limit 1`,
        [since],
      );
      if (latest) return false;
      await this.jobs.enqueue(tx, 'sweep-kept-data', {});
      return true;
    });
  }

  /**
   * Deletes what is older than `days` say, some at a time, each in a transaction of its own: a sweep that ends in the middle has
   * swept so far.
   *
   * @returns how many rows went, by what they were
   */
  async sweep(days: RetentionDays, now: Date, signal: AbortSignal): Promise<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const { keep, what, sql } of retentionRules) {
      const before = new Date(now.getTime() - days[keep] * dayMs);
      for (let deleted = batchSize; deleted > 0;) {
        signal.throwIfAborted();
        [, deleted] = await this.dataSource.query<[unknown, number]>(sql, [before, batchSize]);
        counts[what] = (counts[what] ?? 0) + deleted;
      }
    }
    return counts;
  }

  /** The sweep as a job. */
  async run(jobId: string, days: RetentionDays, now: Date, signal: AbortSignal): Promise<void> {
    await this.sweep(days, now, signal);
    await inTransaction(this.dataSource, (tx) => this.jobs.finish(tx, jobId));
  }
}

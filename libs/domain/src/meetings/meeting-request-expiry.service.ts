import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { JobsService } from '#jobs';
import { Forum } from '../forums/forum.entity.js';
import { inTransaction } from '../transaction.js';
import { MeetingRequest } from './meeting-request.entity.js';
import { MeetingRequestJournal } from './meeting-request-journal.js';
import { readParties } from './meeting-request.queries.js';
import { isWaiting, stateAt } from './meeting-request.rules.js';

const batchSize = 100;

/**
 * Writes down what the clock has decided, and tells the parties. Nothing waits for it: every read and every decision takes a
 * request past its time for expired.
 */
@Injectable()
export class MeetingRequestExpiryService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly jobs: JobsService,
    private readonly journal: MeetingRequestJournal,
  ) {}

  /**
   * Asks for the job of each request that is due and has none under way, in batches.
   *
   * @returns how many jobs were asked for
   */
  async enqueueDue(now: Date): Promise<number> {
    let count = 0;
    for (;;) {
      const batch = await this.enqueueBatch(now);
      count += batch;
      if (batch < batchSize) return count;
    }
  }

  /** Expires one request that is due; one that has been answered or remade in the meantime stays as it is. */
  async expire(meetingRequestId: string, jobId: string, now: Date): Promise<void> {
    await inTransaction(this.dataSource, async (tx) => {
      if (!(await this.jobs.finish(tx, jobId))) return;
      const lock = { mode: 'for_no_key_update' } as const;
      const request = await tx.findOne(MeetingRequest, { where: { id: meetingRequestId }, lock });
      if (!request || !isWaiting(request.state) || stateAt(request, now) !== 'expired') return;

      const forum = await tx.findOneByOrFail(Forum, { id: request.forumId });
      const parties = await readParties(tx, [request.id]);
      const before = { state: request.state, parties };
      const after = { state: 'expired', parties } as const;
      await this.journal.write(
        tx,
        { action: 'meeting-request.expired', actor: null, request, forum, before, after },
        now,
      );
    });
  }

  private enqueueBatch(now: Date): Promise<number> {
    return inTransaction(this.dataSource, async (tx) => {
      const due = await tx.query<{ id: string }[]>(
        `select r.id from meeting_request r
          where r.state in ('pending', 'incomplete') and r.expires_at <= $1
            and not exists (select from outbox_job j
                 where j.name = 'expire-meeting-requests' and j.finished_at is null and j.failed_at is null
                   and j.payload ->> 'meetingRequestId' = r.id::text)
          order by r.expires_at
          limit $2
            for no key update skip locked`,
        [now, batchSize],
      );
      for (const { id } of due) await this.jobs.enqueue(tx, 'expire-meeting-requests', { meetingRequestId: id });
      return due.length;
    });
  }
}

import { setTimeout as delay } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { type JobPayloads, type JobProcessor, type JobRun, JobsService, Signals } from '#jobs';
import { currentRequestId } from '#logging';
import { DataSource, type EntityManager } from 'typeorm';

/** What a test wants of one job; a row of the table `assignment`. */
export interface Assignment {
  id: string;
  /** How long the work takes before its effect is written. */
  before_ms: number;
  /** How long the job lives on after its effect is committed. */
  after_ms: number;
  fails: boolean;
}

class AssignedFailure extends Error {
  readonly code = 'ASSIGNED_FAILURE';
}

/** Does what an assignment says. Leaves a row in `begun` for each run and a row in `effect` for each time the work was done. */
@Injectable()
export class AssignedWork {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(JobsService) private readonly jobs: JobsService,
    @Inject(Signals) private readonly signals: Signals,
  ) {}

  async do(assignmentId: string, { jobId, signal }: JobRun): Promise<void> {
    const assignments = await this.dataSource.query<Assignment[]>('SELECT * FROM assignment WHERE id = $1', [
      assignmentId,
    ]);
    const { before_ms, after_ms, fails } = assignments[0]!;
    await this.dataSource.query('INSERT INTO begun (assignment_id) VALUES ($1)', [assignmentId]);
    if (fails) throw new AssignedFailure('As assigned.');
    await delay(before_ms, undefined, { signal });
    await this.dataSource.transaction(async (tx) => {
      if (!(await this.jobs.finish(tx, jobId))) return;
      const effect = [assignmentId, currentRequestId()];
      await tx.query('INSERT INTO effect (assignment_id, request_id) VALUES ($1, $2)', effect);
    });
    this.signals.publish(`match-requests.${assignmentId}`);
    await delay(after_ms, undefined, { signal });
  }
}

/** A short job. */
@Injectable()
export class AssignedMatchRequestProcessor implements JobProcessor<'run-match-request'> {
  readonly name = 'run-match-request';

  constructor(@Inject(AssignedWork) private readonly work: AssignedWork) {}

  run({ matchRequestId }: JobPayloads['run-match-request'], run: JobRun): Promise<void> {
    return this.work.do(matchRequestId, run);
  }

  async giveUp(tx: EntityManager, payload: JobPayloads['run-match-request'], errorCode: string): Promise<void> {
    const row = [payload.matchRequestId, errorCode];
    await tx.query('INSERT INTO given_up (assignment_id, error_code) VALUES ($1, $2)', row);
  }
}

/** A long one. */
@Injectable()
export class AssignedScheduleProcessor implements JobProcessor<'run-schedule'> {
  readonly name = 'run-schedule';

  constructor(@Inject(AssignedWork) private readonly work: AssignedWork) {}

  run({ scheduleDraftId }: JobPayloads['run-schedule'], run: JobRun): Promise<void> {
    return this.work.do(scheduleDraftId, run);
  }
}

/** A child of a flow. */
@Injectable()
export class AssignedShardProcessor implements JobProcessor<'rank-forum-shard'> {
  readonly name = 'rank-forum-shard';

  constructor(@Inject(AssignedWork) private readonly work: AssignedWork) {}

  run({ forumRankingShardId }: JobPayloads['rank-forum-shard'], run: JobRun): Promise<void> {
    return this.work.do(forumRankingShardId, run);
  }

  async giveUp(tx: EntityManager, payload: JobPayloads['rank-forum-shard'], errorCode: string): Promise<void> {
    const row = [payload.forumRankingShardId, errorCode];
    await tx.query('INSERT INTO given_up (assignment_id, error_code) VALUES ($1, $2)', row);
  }
}

/** Its parent. */
@Injectable()
export class AssignedJoinProcessor implements JobProcessor<'join-forum-ranking'> {
  readonly name = 'join-forum-ranking';

  constructor(@Inject(AssignedWork) private readonly work: AssignedWork) {}

  run({ forumRankingId }: JobPayloads['join-forum-ranking'], run: JobRun): Promise<void> {
    return this.work.do(forumRankingId, run);
  }
}

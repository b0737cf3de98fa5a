import { Injectable } from '@nestjs/common';
import { DataSource, In, type EntityManager } from 'typeorm';
import { JobsService, Signals } from '#jobs';
import type { Actor } from '../accounts/actor.js';
import { AuditService } from '../audit/audit.service.js';
import { BadInput, requireNoFaults } from '../domain-error.js';
import { readForumToOrganize } from '../forums/forum.policy.js';
import { SubForum } from '../forums/programme.entities.js';
import { createOnce } from '../idempotency/create-once.js';
import { refuseWrongState, type WrongState } from '../refusal.js';
import { afterCommit, inTransaction } from '../transaction.js';
import { lockDraft, scheduleDraftTopic } from './draft.queries.js';
import { ScheduleDraft, type RunOptions } from './schedule-draft.entity.js';
import { RunInProgress } from './schedule-draft.refusals.js';
import { schedulingStates, optionFaults, unfinishedStates } from './schedule-draft.rules.js';

export interface StartScheduleRun extends RunOptions {
  forumId: string;
  idempotencyKey: string;
}

/** Asking for runs of the solver, and calling them off. */
@Injectable()
export class ScheduleRunsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly jobs: JobsService,
    private readonly signals: Signals,
    private readonly audit: AuditService,
  ) {}

  /** Asks for a schedule of the agreed meeting requests; a job makes it. A forum has one run at a time. */
  async start(actor: Actor, input: StartScheduleRun): Promise<ScheduleDraft | WrongState | RunInProgress> {
    const { forumId, idempotencyKey, ...options } = input;
    requireNoFaults(optionFaults(options));
    const once = { accountId: actor.accountId, key: idempotencyKey, operation: 'startScheduleRun', input };
    return inTransaction(this.dataSource, (tx) =>
      createOnce<ScheduleDraft, WrongState | RunInProgress>(
        tx,
        once,
        async () => {
          // Its lock makes sure that of two that start a run, the second sees the first's.
          const forum = await readForumToOrganize(tx, actor, forumId);
          const refusal = refuseWrongState(forum.state, schedulingStates);
          if (refusal) return refusal;
          const unfinished = await tx.findOneBy(ScheduleDraft, { forumId, state: In(unfinishedStates) });
          if (unfinished) return new RunInProgress(unfinished.id);
          await requireSubForums(tx, forumId, options);

          const draft = await tx.save(
            tx.create(ScheduleDraft, {
              forumId,
              accountId: actor.accountId,
              options,
              progress: null,
              cancelRequestedAt: null,
              solvedOnVersion: forum.scheduleVersion,
              evidence: null,
              outside: null,
              cutShortBy: null,
              restoredFromId: null,
              finishedAt: null,
              approvedAt: null,
            }),
          );
          await this.audit.record(tx, {
            accountId: actor.accountId,
            action: 'schedule-draft.started',
            subjectType: 'schedule_draft',
            subjectId: draft.id,
            forumId,
            after: { ...options },
          });
          await this.jobs.enqueue(tx, 'run-schedule', { scheduleDraftId: draft.id });
          return draft;
        },
        (id) => tx.findOneByOrFail(ScheduleDraft, { id }),
      ),
    );
  }

  /**
   * Asks a run to end now. One that has found a schedule ends with that, after it was checked; its solver ends at once.
   */
  async cancel(actor: Actor, id: string, now: Date): Promise<ScheduleDraft | WrongState> {
    return inTransaction(this.dataSource, async (tx) => {
      const draft = await lockDraft(tx, actor, id);
      const refusal = refuseWrongState(draft.state, unfinishedStates);
      if (refusal) return refusal;
      draft.cancelRequestedAt ??= now;
      if (draft.state === 'queued') Object.assign(draft, { state: 'cancelled', finishedAt: now });
      const cancelled = await tx.save(draft);
      await this.audit.record(tx, {
        accountId: actor.accountId,
        action: 'schedule-draft.cancel-requested',
        subjectType: 'schedule_draft',
        subjectId: id,
        forumId: draft.forumId,
      });
      afterCommit(tx, () => this.signals.publish(scheduleDraftTopic(id)));
      return cancelled;
    });
  }
}

/** @throws BadInput when a run names a sub-forum that the forum does not have */
async function requireSubForums(tx: EntityManager, forumId: string, { subForumIds }: RunOptions): Promise<void> {
  if (subForumIds === null) return;
  const known = await tx.countBy(SubForum, { forumId, id: In(subForumIds) });
  if (known < subForumIds.length) throw new BadInput([{ field: 'subForumIds', allowed: 'sub-forums of this forum' }]);
}

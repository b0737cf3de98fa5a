import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Signals } from '#jobs';
import { isOrganizerOf, type Actor } from '../accounts/actor.js';
import { AuditService } from '../audit/audit.service.js';
import { requirePermission } from '../domain-error.js';
import { Forum } from '../forums/forum.entity.js';
import { createOnce } from '../idempotency/create-once.js';
import { refuseStaleEdit, refuseWrongState, type EditConflict, type WrongState } from '../refusal.js';
import { inTransaction } from '../transaction.js';
import { rebaseDraft, restoreDraft } from './adapt-draft.js';
import { listDraftMeetings, lockDraft, readDraft } from './draft.queries.js';
import { ScheduleDraft } from './schedule-draft.entity.js';
import type { OvertakenMeeting } from './schedule-draft.refusals.js';
import { schedulingStates, usableStates } from './schedule-draft.rules.js';
import { readScheduleRows } from './schedule-rows.queries.js';
import { storeAdapted } from './store-adapted.js';

/** A draft that was adapted to the forum of today, and what was lost by it. */
export interface RenewedDraft {
  draft: ScheduleDraft;
  /** The meetings that are no longer where the draft had them. */
  overtaken: OvertakenMeeting[];
}

/** Drafts that time has passed by, made fit for approval again without another run of the solver. */
@Injectable()
export class DraftRenewalsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditService,
    private readonly signals: Signals,
  ) {}

  /** Adapts the schedule of a draft to what happened since: keeps what still fits, drops the rest, and says what. */
  async rebase(
    actor: Actor,
    { scheduleDraftId, expectedVersion }: { scheduleDraftId: string; expectedVersion: number },
    now: Date,
  ): Promise<RenewedDraft | EditConflict | WrongState> {
    return inTransaction(this.dataSource, async (tx) => {
      const draft = await lockDraft(tx, actor, scheduleDraftId);
      const refusal = refuseStaleEdit(draft, expectedVersion) ?? refuseWrongState(draft.state, usableStates);
      if (refusal) return refusal;
      const meetings = await listDraftMeetings(tx, draft.id);
      const rows = await readScheduleRows(tx, draft.forumId);
      const adapted = rebaseDraft(meetings, draft, rows, now);
      await storeAdapted(tx, this.audit, this.signals, {
        actor,
        action: 'schedule-draft.rebased',
        draft,
        adapted,
        rows,
        now,
      });
      return { draft: await tx.findOneByOrFail(ScheduleDraft, { id: draft.id }), overtaken: adapted.overtaken };
    });
  }

  /** Makes a new draft with the placements of an approved one, checked against today; approved like any other. */
  async restore(
    actor: Actor,
    { scheduleDraftId, idempotencyKey }: { scheduleDraftId: string; idempotencyKey: string },
    now: Date,
  ): Promise<RenewedDraft | WrongState> {
    return inTransaction(this.dataSource, async (tx) => {
      const earlier = await readDraft(tx, actor, scheduleDraftId);
      requirePermission(isOrganizerOf(actor, earlier.forumId));
      const forum = await tx.findOneByOrFail(Forum, { id: earlier.forumId });
      const refusal = refuseWrongState(earlier.state, ['approved']) ?? refuseWrongState(forum.state, schedulingStates);
      if (refusal) return refusal;

      const meetings = await listDraftMeetings(tx, earlier.id);
      const rows = await readScheduleRows(tx, earlier.forumId);
      const adapted = restoreDraft(meetings, earlier, rows, now);
      const once = {
        accountId: actor.accountId,
        key: idempotencyKey,
        operation: 'restoreSchedule',
        input: { scheduleDraftId },
      };
      const made = await createOnce<ScheduleDraft, never>(
        tx,
        once,
        async () => {
          const { forumId, options, evidence } = earlier;
          const draft = await tx.save(
            tx.create(ScheduleDraft, {
              forumId,
              accountId: actor.accountId,
              state: 'ready',
              options,
              evidence,
              progress: null,
              cancelRequestedAt: null,
              outside: null,
              cutShortBy: null,
              solvedOnVersion: rows.forum.scheduleVersion,
              restoredFromId: earlier.id,
              finishedAt: now,
              approvedAt: null,
            }),
          );
          await storeAdapted(tx, this.audit, this.signals, {
            actor,
            action: 'schedule-draft.restored',
            draft,
            adapted,
            rows,
            now,
          });
          return draft;
        },
        (id) => tx.findOneByOrFail(ScheduleDraft, { id }),
      );
      return { draft: await tx.findOneByOrFail(ScheduleDraft, { id: made.id }), overtaken: adapted.overtaken };
    });
  }
}

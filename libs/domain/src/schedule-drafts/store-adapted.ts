import type { EntityManager } from 'typeorm';
import type { Signals } from '#jobs';
import { assessSchedule, type SearchEvidence } from '#scheduling';
import type { Actor } from '../accounts/actor.js';
import type { AuditService } from '../audit/audit.service.js';
import { afterCommit } from '../transaction.js';
import type { AdaptedPlan } from './adapt-draft.js';
import { buildProblem } from './build-problem.js';
import { scheduleDraftTopic } from './draft.queries.js';
import type { ScheduleDraft } from './schedule-draft.entity.js';
import type { ScheduleRows } from './schedule-rows.js';
import { keptByHand, storeSchedule } from './store-schedule.js';

/** A draft that was adapted to the forum of today, on whose behalf. */
export interface Adaptation {
  actor: Actor;
  action: 'schedule-draft.rebased' | 'schedule-draft.restored';
  draft: ScheduleDraft;
  adapted: AdaptedPlan;
  rows: ScheduleRows;
  now: Date;
}

/** Puts an adapted schedule into its draft, judged anew, and records it. */
export async function storeAdapted(
  tx: EntityManager,
  audit: AuditService,
  signals: Signals,
  { actor, action, draft, adapted, rows, now }: Adaptation,
): Promise<void> {
  const { plan, placements, overtaken } = adapted;
  // Nothing is displaced: what could not stay was left out by hand, as it were.
  const search: SearchEvidence = { ...draft.evidence!, displaced: 0 };
  const problem = buildProblem(rows, plan, draft.options, now);
  const published = keptByHand(plan);
  const result = assessSchedule(problem, placements, published.previous, search);
  await storeSchedule(tx, draft, { rows, plan, problem, published, result }, { isEdited: true });
  const { id, forumId, restoredFromId } = draft;
  await audit.record(tx, {
    accountId: actor.accountId,
    action,
    subjectType: 'schedule_draft',
    subjectId: id,
    forumId,
    after: {
      restoredFromId,
      placed: placements.length,
      overtaken: overtaken.map(({ draftMeetingId }) => draftMeetingId),
    },
  });
  afterCommit(tx, () => signals.publish(scheduleDraftTopic(id)));
}

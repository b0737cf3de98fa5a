import { Injectable } from '@nestjs/common';
import { DataSource, In, type EntityManager } from 'typeorm';
import { Signals } from '#jobs';
import type { Actor } from '../accounts/actor.js';
import { AuditService } from '../audit/audit.service.js';
import { requireReason } from '../companies/reason.js';
import { Forum } from '../forums/forum.entity.js';
import { ForumsService } from '../forums/forums.service.js';
import { lockDelegations, lockTables } from '../meetings/attendance.js';
import { MeetingRequest } from '../meetings/meeting-request.entity.js';
import { Meeting } from '../meetings/meeting.entity.js';
import { NotificationsService } from '../notifications/notifications.service.js';
import { Refusal, refuseStaleEdit, refuseWrongState, type EditConflict, type WrongState } from '../refusal.js';
import { afterCommit, inTransaction } from '../transaction.js';
import { rebaseDraft } from './adapt-draft.js';
import { planApproval, type ApprovalChanges } from './approval-changes.js';
import { listDraftMeetings, lockDraft, readDraft, scheduleDraftTopic } from './draft.queries.js';
import { toDraftMeetings } from './draft-placements.js';
import type { RenewedDraft } from './draft-renewals.service.js';
import { publishChanges, tellChanges } from './publish-changes.js';
import { ScheduleDraft, type DraftMeeting } from './schedule-draft.entity.js';
import { DraftOutdated, type OvertakenMeeting } from './schedule-draft.refusals.js';
import { schedulingStates, usableStates } from './schedule-draft.rules.js';
import type { ScheduleRows } from './schedule-rows.js';
import { readScheduleRows } from './schedule-rows.queries.js';
import { storeAdapted } from './store-adapted.js';

export interface ApproveScheduleDraft {
  scheduleDraftId: string;
  expectedVersion: number;
  /** For those whose meeting moves or is withdrawn, 1 to 1000 characters; null when there are none. */
  reason: string | null;
}

export type ApprovalRefusal = EditConflict | WrongState | DraftOutdated;

/** What approving a draft would do now. */
export interface ApprovalPreview extends ApprovalChanges {
  /** What must be rebased first; empty when the draft can be approved. */
  overtaken: OvertakenMeeting[];
}

/** From a draft to the published schedule, at once and for everybody. */
@Injectable()
export class DraftApprovalsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly forums: ForumsService,
    private readonly audit: AuditService,
    private readonly notifications: NotificationsService,
    private readonly signals: Signals,
  ) {}

  /** For the forum's staff. */
  async preview(actor: Actor, scheduleDraftId: string, now: Date): Promise<ApprovalPreview> {
    const tx = this.dataSource.manager;
    const draft = await readDraft(tx, actor, scheduleDraftId);
    const meetings = await listDraftMeetings(tx, draft.id);
    const rows = await readScheduleRows(tx, draft.forumId);
    const { overtaken } = rebaseDraft(meetings, draft, rows, now);
    return { ...planChanges(meetings, rows, now), overtaken };
  }

  /**
   * Publishes a draft in one transaction: new meetings, moved ones, withdrawn ones cancelled, and tells exactly the companies
   * concerned. The first approval publishes the forum.
   *
   * @throws BadInput without a reason when a meeting moves or is withdrawn
   */
  async approve(actor: Actor, input: ApproveScheduleDraft, now: Date): Promise<ScheduleDraft | ApprovalRefusal> {
    return inTransaction(this.dataSource, async (tx) => {
      const held = await hold(tx, actor, input);
      if (held instanceof Refusal) return held;
      const { overtaken } = rebaseDraft(held.meetings, held.draft, held.rows, now);
      if (overtaken.length > 0) return new DraftOutdated(overtaken);
      const closed = await lockOpenForum(tx, held.draft.forumId);
      return (
        closed ?? this.publish(tx, { actor, held, changes: planChanges(held.meetings, held.rows, now), input, now })
      );
    });
  }

  /**
   * Rebases a draft and publishes it in the same transaction, so that nothing comes between the two: the way to publish while
   * bookings overtake every draft. What bookings have overtaken stays as they left it. A draft that would withdraw a published
   * meeting only because it lost its place is refused as outdated: the organizer shall see that before.
   *
   * @throws BadInput without a reason when a meeting moves or is withdrawn
   */
  async rebaseAndApprove(
    actor: Actor,
    input: ApproveScheduleDraft,
    now: Date,
  ): Promise<RenewedDraft | ApprovalRefusal> {
    return inTransaction(this.dataSource, async (tx) => {
      const held = await hold(tx, actor, input);
      if (held instanceof Refusal) return held;
      const { draft, rows } = held;
      const adapted = rebaseDraft(held.meetings, draft, rows, now);
      const { overtaken } = adapted;
      const changes = planChanges(toDraftMeetings(draft.id, adapted.plan, adapted.placements), rows, now);
      const intended = new Set(planChanges(held.meetings, rows, now).withdrawn.map(({ id }) => id));
      if (!changes.withdrawn.every(({ id }) => intended.has(id))) return new DraftOutdated(overtaken);
      const closed = await lockOpenForum(tx, draft.forumId);
      if (closed) return closed;
      await storeAdapted(tx, this.audit, this.signals, {
        actor,
        action: 'schedule-draft.rebased',
        draft,
        adapted,
        rows,
        now,
      });
      return { draft: await this.publish(tx, { actor, held, changes, input, now }), overtaken };
    });
  }

  private async publish(tx: EntityManager, { actor, held, changes, input, now }: Approval): Promise<ScheduleDraft> {
    const { draft, rows, published } = held;
    const { reason } = input;
    const isNewsToSome = changes.moved.length + changes.tablesChanged.length + changes.withdrawn.length > 0;
    if (isNewsToSome || reason !== null) requireReason(reason ?? '');

    const forum = await tx.findOneByOrFail(Forum, { id: draft.forumId });
    await this.forums.publishWithin(tx, actor, forum);
    const publication = { forum, draft, changes, published, slots: rows.slots, reason };
    const { added, scheduleVersion } = await publishChanges(tx, this.signals, publication);
    await tx.update(ScheduleDraft, { id: draft.id }, { state: 'approved', approvedAt: now });
    await this.audit.record(tx, {
      accountId: actor.accountId,
      action: 'schedule-draft.approved',
      subjectType: 'schedule_draft',
      subjectId: draft.id,
      forumId: forum.id,
      after: { scheduleVersion, ...idsOf(changes), added: added.map(({ id }) => id) },
    });
    await tellChanges(tx, this.notifications, publication, added);
    afterCommit(tx, () => this.signals.publish(scheduleDraftTopic(draft.id)));
    return tx.findOneByOrFail(ScheduleDraft, { id: draft.id });
  }
}

/** A draft to be approved, with the locks of all that it touches and the forum as it is under them. */
interface HeldDraft {
  draft: ScheduleDraft;
  meetings: DraftMeeting[];
  /** Its published meetings, by id. */
  published: ReadonlyMap<string, Meeting>;
  rows: ScheduleRows;
}

interface Approval {
  actor: Actor;
  held: HeldDraft;
  changes: ApprovalChanges;
  input: ApproveScheduleDraft;
  now: Date;
}

async function hold(
  tx: EntityManager,
  actor: Actor,
  { scheduleDraftId, expectedVersion }: ApproveScheduleDraft,
): Promise<HeldDraft | EditConflict | WrongState> {
  const draft = await lockDraft(tx, actor, scheduleDraftId);
  const refusal = refuseStaleEdit(draft, expectedVersion) ?? refuseWrongState(draft.state, usableStates);
  if (refusal) return refusal;
  const meetings = await listDraftMeetings(tx, draft.id);
  const published = await lockEverythingOf(tx, draft.forumId, meetings);
  return { draft, meetings, published, rows: await readScheduleRows(tx, draft.forumId) };
}

/** Takes the last lock; says so when the schedule may no longer change. */
async function lockOpenForum(tx: EntityManager, id: string): Promise<WrongState | null> {
  const forum = await tx.findOneOrFail(Forum, { where: { id }, lock: { mode: 'for_no_key_update' } });
  return refuseWrongState(forum.state, schedulingStates);
}

/**
 * Takes the locks of all that a draft touches, in the order of attendance.ts: nobody who books, moves, cancels or withdraws
 * any of it comes between the check and the publication.
 */
async function lockEverythingOf(
  tx: EntityManager,
  forumId: string,
  meetings: readonly DraftMeeting[],
): Promise<Map<string, Meeting>> {
  const inOrder = { order: { id: 'ASC' }, lock: { mode: 'for_no_key_update' } } as const;
  const requestIds = meetings.flatMap(({ meetingRequestId }) => meetingRequestId ?? []);
  await tx.find(MeetingRequest, { where: { id: In(requestIds) }, select: { id: true }, ...inOrder });
  const meetingIds = meetings.flatMap(({ meetingId }) => meetingId ?? []);
  const published = await tx.find(Meeting, { where: { id: In(meetingIds), forumId }, ...inOrder });
  const tableIds = [...meetings.flatMap(({ tableId }) => tableId ?? []), ...published.map(({ tableId }) => tableId)];
  const delegationIds = meetings.flatMap((meeting) => meeting.delegationIds);
  await lockDelegations(tx, [...new Set(delegationIds)]);
  await lockTables(tx, [...new Set(tableIds)]);
  return new Map(published.map((meeting) => [meeting.id, meeting]));
}

function planChanges(meetings: readonly DraftMeeting[], rows: ScheduleRows, now: Date): ApprovalChanges {
  const companyOf = new Map(rows.delegations.map(({ id, companyId }) => [id, companyId]));
  const startOf = new Map(rows.slots.map(({ id, startsAt }) => [id, startsAt]));
  return planApproval(
    meetings,
    rows.standing,
    companyOf,
    ({ state, slotId }) => state === 'planned' && startOf.get(slotId)! > now,
  );
}

function idsOf({ moved, tablesChanged, withdrawn }: ApprovalChanges): Record<string, string[]> {
  return {
    moved: moved.map(({ standing }) => standing.id),
    tablesChanged: tablesChanged.map(({ standing }) => standing.id),
    withdrawn: withdrawn.map(({ id }) => id),
  };
}

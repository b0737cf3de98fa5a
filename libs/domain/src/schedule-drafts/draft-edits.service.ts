import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Signals } from '#jobs';
import { assessSchedule, refuseMove, type Placement } from '#scheduling';
import type { Actor } from '../accounts/actor.js';
import { AuditService } from '../audit/audit.service.js';
import { BadInput, NotFound } from '../domain-error.js';
import { refuseStaleEdit, refuseWrongState, WrongState, type EditConflict } from '../refusal.js';
import { afterCommit, inTransaction } from '../transaction.js';
import { rebaseDraft } from './adapt-draft.js';
import { buildProblem } from './build-problem.js';
import { listDraftMeetings, lockDraft, scheduleDraftTopic } from './draft.queries.js';
import type { PlannedMeeting } from './plan-meetings.js';
import { ScheduleDraft, type RunOptions } from './schedule-draft.entity.js';
import { DraftOutdated, MeetingFixed, PlaceObstructed } from './schedule-draft.refusals.js';
import { usableStates } from './schedule-draft.rules.js';
import type { Place, ScheduleRows } from './schedule-rows.js';
import { readScheduleRows } from './schedule-rows.queries.js';
import { keptByHand, storeSchedule } from './store-schedule.js';

export interface EditDraftMeeting {
  scheduleDraftId: string;
  draftMeetingId: string;
  expectedVersion: number;
}

export type DraftEditRefusal = EditConflict | WrongState | DraftOutdated | MeetingFixed;

/** What an edit starts from: the draft as the organizer saw it, held against the forum of today. */
interface Edited {
  options: RunOptions;
  rows: ScheduleRows;
  plan: PlannedMeeting[];
  placements: Placement[];
  meeting: PlannedMeeting;
  /** Of the meeting; null while it is unplaced. */
  place: Place | null;
}

/** What an edit makes of one meeting. */
type NewPlace = Pick<Edited, 'place'> & Pick<PlannedMeeting, 'pin'>;

/** Changes that an organizer makes to the schedule of a draft by hand, under the same rules as the solver. */
@Injectable()
export class DraftEditsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditService,
    private readonly signals: Signals,
  ) {}

  /** Makes the next runs keep a placed meeting where it is, or no longer. */
  pinDraftMeeting(
    actor: Actor,
    input: EditDraftMeeting & { isPinned: boolean },
    now: Date,
  ): Promise<ScheduleDraft | DraftEditRefusal> {
    return this.edit<never>(actor, input, now, ({ place }) => {
      if (place === null) return new WrongState('unplaced', ['placed']);
      return { place, pin: input.isPinned ? place : null };
    });
  }

  /** Places or moves a meeting while all others stay. */
  moveDraftMeeting(
    actor: Actor,
    input: EditDraftMeeting & Place,
    now: Date,
  ): Promise<ScheduleDraft | DraftEditRefusal | PlaceObstructed> {
    const { slotId, tableId } = input;
    return this.edit<PlaceObstructed>(actor, input, now, ({ options, rows, plan, placements, meeting }) => {
      requirePlace(rows, { slotId, tableId });
      // Without a wish for a room or online, it may go to either.
      const movedPlan = plan.map((one) => (one.id === meeting.id ? { ...one, tableId } : one));
      const problem = buildProblem(rows, movedPlan, options, now);
      const obstacles = refuseMove(problem, placements, { meeting: meeting.id, slot: slotId, table: tableId });
      if (obstacles.length > 0) return new PlaceObstructed(obstacles);
      return { place: { slotId, tableId }, pin: meeting.pin };
    });
  }

  /** Takes a meeting out of the draft's schedule; a published one would be withdrawn at approval. */
  unplaceDraftMeeting(actor: Actor, input: EditDraftMeeting, now: Date): Promise<ScheduleDraft | DraftEditRefusal> {
    return this.edit<never>(actor, input, now, () => ({ place: null, pin: null }));
  }

  private async edit<R extends PlaceObstructed = never>(
    actor: Actor,
    { scheduleDraftId, draftMeetingId, expectedVersion }: EditDraftMeeting,
    now: Date,
    decide: (edited: Edited) => NewPlace | WrongState | R,
  ): Promise<ScheduleDraft | DraftEditRefusal | R> {
    return inTransaction(this.dataSource, async (tx) => {
      const draft = await lockDraft(tx, actor, scheduleDraftId);
      const refusal = refuseStaleEdit(draft, expectedVersion) ?? refuseWrongState(draft.state, usableStates);
      if (refusal) return refusal;
      const meetings = await listDraftMeetings(tx, draft.id);
      if (!meetings.some(({ id }) => id === draftMeetingId)) throw new NotFound('draft meeting', draftMeetingId);
      const rows = await readScheduleRows(tx, draft.forumId);
      const { plan, placements, overtaken } = rebaseDraft(meetings, draft, rows, now);
      const meeting = plan.find(({ id }) => id === draftMeetingId);
      if (overtaken.length > 0 || !meeting) return new DraftOutdated(overtaken);
      if (meeting.isFixed) return new MeetingFixed();

      const present = placements.find((placement) => placement.meeting === draftMeetingId);
      const place = present ? { slotId: present.slot, tableId: present.table } : null;
      const before = { options: draft.options, rows, plan, placements, meeting, place };
      const decision = decide(before);
      if (!('place' in decision)) return decision;

      const edited = await this.store(tx, draft, before, decision, now);
      await this.audit.record(tx, {
        accountId: actor.accountId,
        action: 'schedule-draft.edited',
        subjectType: 'schedule_draft',
        subjectId: draft.id,
        forumId: draft.forumId,
        before: { draftMeetingId, ...place, isPinned: meeting.isPinned },
        after: { draftMeetingId, ...decision.place, isPinned: decision.pin !== null },
      });
      afterCommit(tx, () => this.signals.publish(scheduleDraftTopic(draft.id)));
      return edited;
    });
  }

  private async store(
    tx: EntityManager,
    draft: ScheduleDraft,
    { options, rows, plan, placements, meeting }: Edited,
    { place, pin }: NewPlace,
    now: Date,
  ): Promise<ScheduleDraft> {
    const { id } = meeting;
    const tableId = place?.tableId ?? meeting.tableId;
    const newPlan = plan.map((one) => (one.id === id ? { ...one, pin, isPinned: pin !== null, tableId } : one));
    const others = placements.filter((placement) => placement.meeting !== id);
    const newPlacements = place ? [...others, { meeting: id, slot: place.slotId, table: place.tableId }] : others;
    // Nothing since its run touches the draft, so that it is as good as made today.
    const problem = buildProblem(rows, newPlan, options, now);
    const published = keptByHand(newPlan);
    const result = assessSchedule(problem, newPlacements, published.previous, draft.evidence!);
    await storeSchedule(tx, draft, { rows, plan: newPlan, problem, published, result }, { isEdited: true });
    return tx.findOneByOrFail(ScheduleDraft, { id: draft.id });
  }
}

function requirePlace({ slots, tables }: ScheduleRows, { slotId, tableId }: Place): void {
  const faults = [];
  if (!slots.some(({ id }) => id === slotId)) faults.push({ field: 'slotId', allowed: 'a slot of this forum' });
  if (!tables.some(({ id }) => id === tableId)) faults.push({ field: 'tableId', allowed: 'a table of this forum' });
  if (faults.length > 0) throw new BadInput(faults);
}

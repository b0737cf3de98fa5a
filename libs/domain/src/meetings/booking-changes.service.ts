import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Signals } from '#jobs';
import { isStaffOf, type Actor } from '../accounts/actor.js';
import { AuditService } from '../audit/audit.service.js';
import { requireReason } from '../companies/reason.js';
import { NotFound } from '../domain-error.js';
import { Forum } from '../forums/forum.entity.js';
import { Slot } from '../forums/programme.entities.js';
import { NotificationsService } from '../notifications/notifications.service.js';
import { refuseStaleEdit, refuseWrongState, type EditConflict, type WrongState } from '../refusal.js';
import { inTransaction } from '../transaction.js';
import { Attendance } from './attendance.entity.js';
import { orSlotTaken } from './attendance.js';
import type { Wanted } from './attendance.rules.js';
import { readOffer, readSlot, wantedBy } from './booking.queries.js';
import { SlotTaken, type BookingClosed, type SlotPassed } from './booking.refusals.js';
import { bookingStates, decidePlace, refuseClosedBooking, refusePassed, type PlaceRefusal } from './booking.rules.js';
import { readFreeSlots } from './free-slots.js';
import { cancelMeetings, countScheduleChange, placeElsewhere } from './meeting.changes.js';
import { Meeting } from './meeting.entity.js';
import { mayKnowMeeting, otherParties } from './meeting.policy.js';
import { setRequestState } from './meeting-request-signals.js';
import { MeetingRequest } from './meeting-request.entity.js';
import { readPlace } from './place.queries.js';

export interface MoveMeeting {
  meetingId: string;
  slotId: string;
  /** Left out: the service chooses. */
  tableId?: string | null;
  expectedVersion: number;
  /** For the others, 1 to 1000 characters. */
  reason: string;
}

export interface CancelMeeting {
  meetingId: string;
  expectedVersion: number;
  /** For the others, 1 to 1000 characters; null keeps it private. */
  reason: string | null;
  /**
   * The companies will not meet: their request is withdrawn. Otherwise it is agreed again, to be placed by another booking or
   * the next schedule. Says nothing of a booking by standing consent, which has no request.
   */
  isOver: boolean;
}

export type ChangeRefusal = EditConflict | WrongState | BookingClosed | SlotPassed;

/** What becomes of a published meeting, however it came to be: its parties and the forum's staff move and cancel it. */
@Injectable()
export class BookingChangesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditService,
    private readonly notifications: NotificationsService,
    private readonly signals: Signals,
  ) {}

  /** Moves a planned meeting to another slot or table; the same delegations sit. */
  async moveMeeting(actor: Actor, input: MoveMeeting, now: Date): Promise<Meeting | ChangeRefusal | PlaceRefusal> {
    requireReason(input.reason);
    const moved = inTransaction(this.dataSource, (tx) => this.move(tx, actor, input, now));
    const answer = await orSlotTaken(input.slotId, moved);
    if (!(answer instanceof SlotTaken)) return answer;

    // Outside the transaction, so that nobody waits for what is only a suggestion.
    const tx = this.dataSource.manager;
    const meeting = await tx.findOneByOrFail(Meeting, { id: input.meetingId });
    const forum = await tx.findOneByOrFail(Forum, { id: meeting.forumId });
    const seated = await tx.find(Attendance, { where: { meetingId: meeting.id }, relations: { delegation: true } });
    const parties = seated.map(({ delegation }) => [delegation!]);
    const wanted = await readWanted(tx, meeting);
    const free = await readFreeSlots(tx, { forum, parties, wanted, after: now, exceptMeetingId: meeting.id });
    return readOffer(
      tx,
      input.slotId,
      free.filter(({ slotId }) => slotId !== meeting.slotId),
    );
  }

  private async move(
    tx: EntityManager,
    actor: Actor,
    input: MoveMeeting,
    now: Date,
  ): Promise<Meeting | ChangeRefusal | PlaceRefusal> {
    const { meeting, forum, refusal } = await readForChange(tx, actor, input, now);
    if (refusal) return refusal;
    const slot = await readSlot(tx, forum.id, input.slotId);
    const passed = refusePassed(slot, now);
    if (passed) return passed;

    const seated = await tx.findBy(Attendance, { meetingId: meeting.id });
    const place = await readPlace(tx, {
      forum,
      slot,
      wanted: await readWanted(tx, meeting),
      companyIds: meeting.companyIds,
      delegationIds: seated.map(({ delegationId }) => delegationId),
      tableId: input.tableId ?? undefined,
      exceptMeetingId: meeting.id,
    });
    const decision = decidePlace(place);
    if (!('delegationIds' in decision)) return decision;

    const before = { slotId: meeting.slotId, tableId: meeting.tableId };
    const { tableId } = decision;
    await placeElsewhere(tx, [{ meeting, place: { slot, ...decision } }]);
    await this.notifications.tellCompanies(tx, otherParties(actor, meeting), {
      kind: 'meeting.moved',
      forumId: forum.id,
      parameters: { meetingId: meeting.id, startsAt: slot.startsAt.toISOString(), reason: input.reason },
    });
    const scheduleVersion = await countScheduleChange(tx, forum.id, [meeting]);
    await this.audit.record(tx, {
      accountId: actor.accountId,
      action: 'meeting.moved',
      subjectType: 'meeting',
      subjectId: meeting.id,
      forumId: forum.id,
      before,
      after: { slotId: slot.id, tableId, scheduleVersion },
    });
    return meeting;
  }

  /**
   * Cancels a planned meeting that has not begun; its seats are free at once. Without a reason, a booking by consent ends for
   * the other side as it does by a *never*.
   */
  async cancelMeeting(actor: Actor, input: CancelMeeting, now: Date): Promise<Meeting | ChangeRefusal> {
    if (input.reason !== null) requireReason(input.reason);
    return inTransaction(this.dataSource, async (tx) => {
      const { meeting, forum, refusal } = await readForChange(tx, actor, input, now);
      if (refusal) return refusal;

      await cancelMeetings(tx, [meeting], input.reason);
      const { meetingRequestId } = meeting;
      if (meetingRequestId !== null) {
        await setRequestState(tx, this.signals, [meetingRequestId], input.isOver ? 'withdrawn' : 'agreed');
      }
      await this.notifications.tellCompanies(tx, otherParties(actor, meeting), {
        kind: 'meeting.cancelled',
        forumId: forum.id,
        parameters: { meetingId: meeting.id, reason: input.reason },
      });
      const scheduleVersion = await countScheduleChange(tx, forum.id, [meeting]);
      await this.audit.record(tx, {
        accountId: actor.accountId,
        action: 'meeting.cancelled',
        subjectType: 'meeting',
        subjectId: meeting.id,
        forumId: forum.id,
        before: { slotId: meeting.slotId, tableId: meeting.tableId },
        after: { scheduleVersion, ...(meetingRequestId === null ? {} : { isOver: input.isOver }) },
      });
      return meeting;
    });
  }
}

interface MeetingForChange {
  meeting: Meeting;
  forum: Forum;
  refusal: ChangeRefusal | null;
}

/**
 * Locks the meeting, behind its request, and says why it may not change. Booking hours bind its parties, not the staff.
 *
 * @throws NotFound when there is none, and alike when the actor may not know it
 */
async function readForChange(
  tx: EntityManager,
  actor: Actor,
  { meetingId, expectedVersion }: { meetingId: string; expectedVersion: number },
  now: Date,
): Promise<MeetingForChange> {
  const known = await tx.findOneBy(Meeting, { id: meetingId });
  if (!known || !mayKnowMeeting(actor, known)) throw new NotFound('meeting', meetingId);
  const lock = { mode: 'for_no_key_update' } as const;
  if (known.meetingRequestId !== null) {
    await tx.findOne(MeetingRequest, { where: { id: known.meetingRequestId }, lock });
  }
  const meeting = await tx.findOneOrFail(Meeting, { where: { id: meetingId }, lock });
  const forum = await tx.findOneByOrFail(Forum, { id: meeting.forumId });
  const slot = await tx.findOneByOrFail(Slot, { id: meeting.slotId });
  const refusal =
    refuseStaleEdit(meeting, expectedVersion) ??
    refuseWrongState(meeting.state, ['planned']) ??
    refuseWrongState(forum.state, bookingStates) ??
    (isStaffOf(actor, forum.id) ? null : refuseClosedBooking(forum, now)) ??
    refusePassed(slot, now);
  return { meeting, forum, refusal };
}

async function readWanted(tx: EntityManager, meeting: Meeting): Promise<Wanted> {
  const { meetingRequestId, companyIds } = meeting;
  const request = meetingRequestId === null ? null : await tx.findOneBy(MeetingRequest, { id: meetingRequestId });
  return wantedBy(request, companyIds);
}

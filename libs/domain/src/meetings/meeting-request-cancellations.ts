import { Injectable } from '@nestjs/common';
import { In, Not, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { Slot } from '../forums/programme.entities.js';
import { NotificationsService } from '../notifications/notifications.service.js';
import { refuseWrongState, type WrongState } from '../refusal.js';
import type { SlotPassed } from './booking.refusals.js';
import { refusePassed } from './booking.rules.js';
import { cancelMeetings, countScheduleChange } from './meeting.changes.js';
import { Meeting } from './meeting.entity.js';

/** A published meeting that is not cancelled, with its row locked. */
export interface StandingMeeting {
  meeting: Meeting;
  slot: Slot;
}

/** Why it can no longer be cancelled, somebody having checked in or its slot having begun; null while it is ahead. */
export function refuseCancelling({ meeting, slot }: StandingMeeting, now: Date): WrongState | SlotPassed | null {
  return refuseWrongState(meeting.state, ['planned']) ?? refusePassed(slot, now);
}

/** The published meeting of a request, or all of a company, or between two, at a forum; locked in order of id. */
export async function lockStandingMeetings(
  tx: EntityManager,
  which: { meetingRequestId: string } | { forumId: string; companyIds: [string] | [string, string] },
): Promise<StandingMeeting[]> {
  const query = tx
    .createQueryBuilder(Meeting, 'meeting')
    .where({ state: Not('cancelled') })
    .orderBy('meeting.id')
    .setLock('for_no_key_update');
  if ('meetingRequestId' in which) query.andWhere('meeting.meetingRequestId = :meetingRequestId', which);
  else query.andWhere('meeting.forumId = :forumId and meeting.companyIds @> :companyIds::uuid[]', which);
  const meetings = await query.getMany();
  const slots = await tx.findBy(Slot, { id: In(meetings.map(({ slotId }) => slotId)) });
  return meetings.map((meeting) => ({ meeting, slot: slots.find(({ id }) => id === meeting.slotId)! }));
}

/** Cancels the meeting of a company that goes, as if the parties had cancelled it: the same rows, audit and news. */
@Injectable()
export class MeetingRequestCancellations {
  constructor(
    private readonly audit: AuditService,
    private readonly notifications: NotificationsService,
  ) {}

  /** @param reason for the other parties; null keeps it private */
  async cancel(
    tx: EntityManager,
    by: { accountId: string; companyId: string },
    meeting: Meeting,
    reason: string | null,
  ): Promise<void> {
    const { forumId, slotId, tableId } = meeting;
    await cancelMeetings(tx, [meeting], reason);
    await this.notifications.tellCompanies(
      tx,
      meeting.companyIds.filter((companyId) => companyId !== by.companyId),
      { kind: 'meeting.cancelled', forumId, parameters: { meetingId: meeting.id, reason } },
    );
    const scheduleVersion = await countScheduleChange(tx, forumId, [meeting]);
    await this.audit.record(tx, {
      accountId: by.accountId,
      action: 'meeting.cancelled',
      subjectType: 'meeting',
      subjectId: meeting.id,
      forumId,
      before: { slotId, tableId },
      after: { scheduleVersion },
    });
  }
}

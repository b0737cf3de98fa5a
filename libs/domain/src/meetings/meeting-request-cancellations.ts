import { Injectable } from '@nestjs/common';
import { In, Not, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { Slot } from '../forums/programme.entities.js';
import { NotificationsService } from '../notifications/notifications.service.js';
import { cancel, nextScheduleVersion } from './meeting.changes.js';
import { Meeting } from './meeting.entity.js';

/** A published meeting that is not cancelled, with its row locked. */
export interface StandingMeeting {
  meeting: Meeting;
  slot: Slot;
}

/** Whether it can still be cancelled: nobody has checked in, and its slot has not begun. */
export function isAhead({ meeting, slot }: StandingMeeting, now: Date): boolean {
  return meeting.state === 'planned' && slot.startsAt > now;
}

/** The published meeting of a request, or all between two companies at a forum, locked in order of id. */
export async function lockStandingMeetings(
  tx: EntityManager,
  which: { meetingRequestId: string } | { forumId: string; companyIds: [string, string] },
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
    const scheduleVersion = await nextScheduleVersion(tx, forumId);
    await cancel(tx, meeting, reason, scheduleVersion);
    await this.audit.record(tx, {
      accountId: by.accountId,
      action: 'meeting.cancelled',
      subjectType: 'meeting',
      subjectId: meeting.id,
      forumId,
      before: { slotId, tableId },
      after: { scheduleVersion },
    });
    await this.notifications.tellCompanies(
      tx,
      meeting.companyIds.filter((companyId) => companyId !== by.companyId),
      { kind: 'meeting.cancelled', forumId, parameters: { meetingId: meeting.id, reason } },
    );
  }
}

import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { Slot } from '../forums/programme.entities.js';
import { seat, unseat } from './attendance.js';
import { Meeting } from './meeting.entity.js';

// The ways in which the published schedule changes, each within the caller's transaction and under the locks of attendance.ts.

/** Where a meeting is held, and who sits in it: one delegation of each party. */
export interface MeetingPlace {
  slot: Pick<Slot, 'id' | 'startsAt' | 'endsAt'>;
  tableId: string;
  delegationIds: readonly string[];
}

export type NewMeeting = Pick<Meeting, 'forumId' | 'meetingRequestId' | 'origin' | 'companyIds' | 'scheduleVersion'>;

/**
 * Counts a change of the forum's published schedule and locks the forum until the transaction ends: the last lock to take.
 * Leaves the forum's own `version` alone, so that a booking is no conflict for whoever edits the forum.
 */
export async function nextScheduleVersion(tx: EntityManager, forumId: string): Promise<number> {
  const [[row]]: [[{ version: number }], number] = await tx.query(
    `update forum set schedule_version = schedule_version + 1 where id = $1 returning schedule_version as version`,
    [forumId],
  );
  return row.version;
}

/** Publishes a meeting and seats its parties. */
export async function publishMeeting(tx: EntityManager, given: NewMeeting, place: MeetingPlace): Promise<Meeting> {
  const meeting = tx.create(Meeting, { ...given, slotId: place.slot.id, tableId: place.tableId, uid: randomUUID() });
  await tx.save(meeting);
  await seat(tx, meeting, place.delegationIds, place.tableId, place.slot);
  return meeting;
}

/** Moves a planned meeting; one entry in everybody's calendar changes its time. */
export async function placeElsewhere(
  tx: EntityManager,
  meeting: Meeting,
  place: MeetingPlace,
  scheduleVersion: number,
): Promise<void> {
  await unseat(tx, meeting.id);
  Object.assign(meeting, { slotId: place.slot.id, tableId: place.tableId, scheduleVersion });
  meeting.sequence += 1;
  await tx.save(meeting);
  await seat(tx, meeting, place.delegationIds, place.tableId, place.slot);
}

/** Cancels a meeting and frees its seats; the meeting and its history stay. The reason is null when it is private. */
export async function cancel(
  tx: EntityManager,
  meeting: Meeting,
  reason: string | null,
  scheduleVersion: number,
): Promise<void> {
  await unseat(tx, meeting.id);
  Object.assign(meeting, { state: 'cancelled', cancelReason: reason, scheduleVersion });
  meeting.sequence += 1;
  await tx.save(meeting);
}

import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { rowsPerStatement } from '../insert-rows.js';
import { seat, unseat, type Placing } from './attendance.js';
import { Meeting } from './meeting.entity.js';

// The ways in which the published schedule changes, each within the caller's transaction and under the locks of attendance.ts; whoever
// takes one counts it by `countScheduleChange`.

export type NewMeeting = Pick<Meeting, 'forumId' | 'meetingRequestId' | 'origin' | 'companyIds'>;

/** Of a meeting whose change is not counted yet; nobody else sees it. */
const uncounted = 0;

/**
 * Counts a change of the forum's published schedule and marks the meetings that it changed with the count. Locks the forum until
 * the transaction ends: the last lock to take, and as late as can be, since everybody who changes that schedule waits for it.
 * Leaves the forum's own `version` alone, so that a booking is no conflict for whoever edits the forum.
 */
export async function countScheduleChange(
  tx: EntityManager,
  forumId: string,
  meetings: readonly Meeting[],
): Promise<number> {
  const [row]: { version: number }[] = await tx.query(
    `with counted as (
       update forum set schedule_version = schedule_version + 1 where id = $1 returning schedule_version as version
     ), marked as (
       update meeting set schedule_version = counted.version from counted where meeting.id = any($2::uuid[])
     ) select version from counted`,
    [forumId, meetings.map(({ id }) => id)],
  );
  for (const meeting of meetings) meeting.scheduleVersion = row!.version;
  return row!.version;
}

/** Publishes meetings and seats their parties. Returns them in the order given. */
export async function publishMeetings(tx: EntityManager, given: readonly Placing<NewMeeting>[]): Promise<Meeting[]> {
  const placings = given.map(({ meeting, place }) => ({
    meeting: tx.create(Meeting, {
      ...meeting,
      slotId: place.slot.id,
      tableId: place.tableId,
      uid: randomUUID(),
      scheduleVersion: uncounted,
    }),
    place,
  }));
  const meetings = placings.map(({ meeting }) => meeting);
  await tx.save(meetings, { chunk: rowsPerStatement });
  await seat(tx, placings);
  return meetings;
}

/** Moves planned meetings, which may change places with each other; one entry in everybody's calendar changes its time. */
export async function placeElsewhere(tx: EntityManager, placings: readonly Placing<Meeting>[]): Promise<void> {
  const meetings = placings.map(({ meeting }) => meeting);
  await unseat(tx, meetings);
  for (const { meeting, place } of placings) {
    Object.assign(meeting, { slotId: place.slot.id, tableId: place.tableId });
    meeting.sequence += 1;
  }
  await tx.save(meetings);
  await seat(tx, placings);
}

/** Cancels meetings and frees their seats; the meetings and their history stay. The reason is null when it is private. */
export async function cancelMeetings(
  tx: EntityManager,
  meetings: readonly Meeting[],
  reason: string | null,
): Promise<void> {
  await unseat(tx, meetings);
  for (const meeting of meetings) {
    Object.assign(meeting, { state: 'cancelled', cancelReason: reason });
    meeting.sequence += 1;
  }
  await tx.save([...meetings]);
}

import type { EntityManager } from 'typeorm';
import type { Signals } from '#jobs';
import type { Forum } from '../forums/forum.entity.js';
import type { Placing } from '../meetings/attendance.js';
import { setRequestState } from '../meetings/meeting-request-signals.js';
import { cancelMeetings, countScheduleChange, placeElsewhere, publishMeetings } from '../meetings/meeting.changes.js';
import type { Meeting } from '../meetings/meeting.entity.js';
import type { CompaniesMessage, NotificationsService } from '../notifications/notifications.service.js';
import type { NotificationKind } from '../notifications/notification-kinds.js';
import type { ApprovalChanges } from './approval-changes.js';
import type { DraftMeeting, ScheduleDraft } from './schedule-draft.entity.js';
import type { Place, ScheduleRows } from './schedule-rows.js';

/** An approval under way, with every lock it needs. */
export interface Publication {
  forum: Pick<Forum, 'id'>;
  draft: Pick<ScheduleDraft, 'id'>;
  changes: ApprovalChanges;
  /** The published meetings of the draft, by id. */
  published: ReadonlyMap<string, Meeting>;
  slots: ScheduleRows['slots'];
  reason: string | null;
}

/** Writes the changes into the published schedule, and counts them as one; says which meetings are new. */
export async function publishChanges(
  tx: EntityManager,
  signals: Signals,
  publication: Publication,
): Promise<{ added: Meeting[]; scheduleVersion: number }> {
  const { forum, draft, changes, published, slots, reason } = publication;
  const slotOf = new Map(slots.map((slot) => [slot.id, slot]));
  const placingOf = <T>(meeting: T, place: Place, { delegationIds }: DraftMeeting): Placing<T> => {
    return { meeting, place: { slot: slotOf.get(place.slotId)!, tableId: place.tableId, delegationIds } };
  };
  const withdrawn = changes.withdrawn.map(({ id }) => published.get(id)!);
  await cancelMeetings(tx, withdrawn, reason);
  const relocated = [...changes.moved, ...changes.tablesChanged].map(({ meeting, standing, place }) =>
    placingOf(published.get(standing.id)!, place, meeting),
  );
  await placeElsewhere(tx, relocated);
  const added = await publishMeetings(
    tx,
    changes.added.map(({ meeting, place, companyIds }) => {
      const { meetingRequestId } = meeting;
      const given = { forumId: forum.id, meetingRequestId, origin: 'schedule', companyIds } as const;
      return placingOf(given, place, meeting);
    }),
  );
  await tx.query(
    `update draft_meeting set meeting_id = made.meeting_id
       from unnest($2::uuid[], $3::uuid[]) as made (id, meeting_id)
      where schedule_draft_id = $1 and draft_meeting.id = made.id`,
    [draft.id, changes.added.map(({ meeting }) => meeting.id), added.map(({ id }) => id)],
  );
  await setRequestState(tx, signals, requestIdsOf(added), 'scheduled');
  // Still agreed: the next run or a booking may find a place.
  await setRequestState(tx, signals, requestIdsOf(changes.withdrawn), 'agreed');
  const changed = [...added, ...relocated.map(({ meeting }) => meeting), ...withdrawn];
  return { added, scheduleVersion: await countScheduleChange(tx, forum.id, changed) };
}

/** Tells the companies of each new, moved and withdrawn meeting, and nobody else. */
export async function tellChanges(
  tx: EntityManager,
  notifications: NotificationsService,
  publication: Publication,
  added: readonly Meeting[],
): Promise<void> {
  const { forum, changes, reason } = publication;
  const startOf = new Map(publication.slots.map(({ id, startsAt }) => [id, startsAt.toISOString()]));
  const telling = (
    kind: NotificationKind,
    { id, companyIds }: Pick<Meeting, 'id' | 'companyIds'>,
    parameters: Record<string, string | null>,
  ): CompaniesMessage => {
    return { companyIds, message: { kind, forumId: forum.id, parameters: { meetingId: id, ...parameters } } };
  };

  await notifications.tellEach(tx, [
    ...added.map((meeting) => telling('meeting.scheduled', meeting, { startsAt: startOf.get(meeting.slotId)! })),
    ...[...changes.moved, ...changes.tablesChanged].map(({ standing, place }) =>
      telling('meeting.moved', standing, { startsAt: startOf.get(place.slotId)!, reason }),
    ),
    ...changes.withdrawn.map((meeting) => telling('meeting.cancelled', meeting, { reason })),
  ]);
}

function requestIdsOf(meetings: readonly Pick<Meeting, 'meetingRequestId'>[]): string[] {
  return meetings.flatMap(({ meetingRequestId }) => meetingRequestId ?? []);
}

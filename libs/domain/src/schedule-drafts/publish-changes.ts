import type { EntityManager } from 'typeorm';
import type { Signals } from '#jobs';
import type { Forum } from '../forums/forum.entity.js';
import { unseat } from '../meetings/attendance.js';
import { setRequestState } from '../meetings/meeting-request-signals.js';
import { cancel, placeElsewhere, publishMeeting, type MeetingPlace } from '../meetings/meeting.changes.js';
import type { Meeting } from '../meetings/meeting.entity.js';
import type { NotificationsService } from '../notifications/notifications.service.js';
import type { NotificationKind } from '../notifications/notification-kinds.js';
import type { ApprovalChanges } from './approval-changes.js';
import { DraftMeeting, type ScheduleDraft } from './schedule-draft.entity.js';
import type { Place, ScheduleRows } from './schedule-rows.js';

/** An approval under way, with every lock it needs. */
export interface Publication {
  /** Under its new schedule version. */
  forum: Pick<Forum, 'id' | 'scheduleVersion'>;
  draft: Pick<ScheduleDraft, 'id'>;
  changes: ApprovalChanges;
  /** The published meetings of the draft, by id. */
  published: ReadonlyMap<string, Meeting>;
  slots: ScheduleRows['slots'];
  reason: string | null;
}

/** Writes the changes into the published schedule; returns the meetings that are new. */
export async function publishChanges(
  tx: EntityManager,
  signals: Signals,
  publication: Publication,
): Promise<Meeting[]> {
  const { forum, draft, changes, published, reason } = publication;
  const { scheduleVersion } = forum;
  const relocated = [...changes.moved, ...changes.tablesChanged];
  // All rise before anybody sits down: two that change places would meet otherwise.
  for (const { standing } of relocated) await unseat(tx, standing.id);
  for (const { id } of changes.withdrawn) await cancel(tx, published.get(id)!, reason, scheduleVersion);
  for (const { meeting, standing, place } of relocated) {
    const to = toMeetingPlace(publication, place, meeting.delegationIds);
    await placeElsewhere(tx, published.get(standing.id)!, to, scheduleVersion);
  }
  const added: Meeting[] = [];
  for (const { meeting, place, companyIds } of changes.added) {
    const { meetingRequestId, delegationIds } = meeting;
    const given = { forumId: forum.id, meetingRequestId, origin: 'schedule', companyIds, scheduleVersion } as const;
    const made = await publishMeeting(tx, given, toMeetingPlace(publication, place, delegationIds));
    await tx.update(DraftMeeting, { scheduleDraftId: draft.id, id: meeting.id }, { meetingId: made.id });
    added.push(made);
  }
  await setRequestState(tx, signals, requestIdsOf(added), 'scheduled');
  // Still agreed: the next run or a booking may find a place.
  await setRequestState(tx, signals, requestIdsOf(changes.withdrawn), 'agreed');
  return added;
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
  const tell = (
    kind: NotificationKind,
    { id, companyIds }: Pick<Meeting, 'id' | 'companyIds'>,
    parameters: Record<string, string | null>,
  ): Promise<void> =>
    notifications.tellCompanies(tx, companyIds, {
      kind,
      forumId: forum.id,
      parameters: { meetingId: id, ...parameters },
    });

  for (const meeting of added) await tell('meeting.scheduled', meeting, { startsAt: startOf.get(meeting.slotId)! });
  for (const { standing, place } of [...changes.moved, ...changes.tablesChanged]) {
    await tell('meeting.moved', standing, { startsAt: startOf.get(place.slotId)!, reason });
  }
  for (const meeting of changes.withdrawn) await tell('meeting.cancelled', meeting, { reason });
}

function toMeetingPlace({ slots }: Publication, place: Place, delegationIds: readonly string[]): MeetingPlace {
  return { slot: slots.find(({ id }) => id === place.slotId)!, tableId: place.tableId, delegationIds };
}

function requestIdsOf(meetings: readonly Pick<Meeting, 'meetingRequestId'>[]): string[] {
  return meetings.flatMap(({ meetingRequestId }) => meetingRequestId ?? []);
}

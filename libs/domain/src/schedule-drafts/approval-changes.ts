import type { ScheduleDraft, DraftMeeting } from './schedule-draft.entity.js';
import type { Place, StandingMeeting } from './schedule-rows.js';

/** A meeting that approval publishes for the first time. */
export interface NewMeetingChange {
  meeting: DraftMeeting;
  place: Place;
  companyIds: string[];
}

/** A published meeting that approval moves in time, or to another table only. */
export interface MovedMeetingChange {
  meeting: DraftMeeting;
  standing: StandingMeeting;
  place: Place;
}

/** What approving a draft does to the published schedule. */
export interface ApprovalChanges {
  added: NewMeetingChange[];
  moved: MovedMeetingChange[];
  /** In their slot, at another table. */
  tablesChanged: MovedMeetingChange[];
  /** Published, and without a place in the draft. */
  withdrawn: StandingMeeting[];
  /** Everybody who is told, each once, in order of id. */
  companyIds: string[];
}

/**
 * Compares a draft with what is published; meetings that it does not know stay as they are, and so do those that have begun.
 *
 * @param companyOf the company of each delegation of the draft
 */
export function planApproval(
  meetings: readonly DraftMeeting[],
  standing: readonly StandingMeeting[],
  companyOf: ReadonlyMap<string, string>,
  isAhead: (meeting: StandingMeeting) => boolean,
): ApprovalChanges {
  const byId = new Map(standing.map((one) => [one.id, one]));
  const changes: ApprovalChanges = { added: [], moved: [], tablesChanged: [], withdrawn: [], companyIds: [] };
  for (const meeting of meetings) {
    const published = byId.get(meeting.meetingId ?? '');
    const { slotId, tableId } = meeting;
    const place = slotId !== null && tableId !== null ? { slotId, tableId } : null;
    if (place === null) {
      if (published && isAhead(published)) changes.withdrawn.push(published);
    } else if (!published) {
      const companyIds = meeting.delegationIds.map((id) => companyOf.get(id)!);
      changes.added.push({ meeting, place, companyIds });
    } else if (published.slotId !== place.slotId) {
      changes.moved.push({ meeting, standing: published, place });
    } else if (published.tableId !== place.tableId) {
      changes.tablesChanged.push({ meeting, standing: published, place });
    }
  }
  const concerned = [
    ...changes.added,
    ...changes.moved.map((change) => change.standing),
    ...changes.tablesChanged.map((change) => change.standing),
    ...changes.withdrawn,
  ];
  changes.companyIds = [...new Set(concerned.flatMap(({ companyIds }) => companyIds))].sort();
  return changes;
}

/** A draft with what its approval would do now. */
export interface ApprovalPreview extends ApprovalChanges {
  draft: ScheduleDraft;
}

import type { Placement } from '#scheduling';
import type { PlannedMeeting } from './plan-meetings.js';
import type { DraftMeeting } from './schedule-draft.entity.js';

type PlacedOrNot = Pick<DraftMeeting, 'id' | 'slotId' | 'tableId'>;

/** None for a meeting that is unplaced. */
export function placementOf({ id, slotId, tableId }: PlacedOrNot): Placement[] {
  return slotId === null || tableId === null ? [] : [{ meeting: id, slot: slotId, table: tableId }];
}

/** The rows of a draft: every planned meeting with its place, or without one. */
export function toDraftMeetings(
  scheduleDraftId: string,
  plan: readonly PlannedMeeting[],
  placements: readonly Placement[],
): Omit<DraftMeeting, 'scheduleDraft' | 'slot' | 'table'>[] {
  const places = new Map(placements.map((placement) => [placement.meeting, placement]));
  return plan.map(({ id, meetingRequestId, standing, delegationIds, weight, isPinned }) => ({
    scheduleDraftId,
    id,
    meetingRequestId,
    meetingId: standing?.id ?? null,
    delegationIds,
    weight,
    slotId: places.get(id)?.slot ?? null,
    tableId: places.get(id)?.table ?? null,
    isPinned: isPinned && places.has(id),
  }));
}

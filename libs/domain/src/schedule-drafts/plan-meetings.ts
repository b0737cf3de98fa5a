import type { Delegation } from '../forums/delegation.entity.js';
import type { AgreedRequest } from '../meetings/meeting-request-agreed.js';
import type { MeetingsOutside, RunOptions } from './schedule-draft.entity.js';
import { weighMeeting } from './schedule-draft.rules.js';
import type { Place, ScheduleRows, StandingMeeting } from './schedule-rows.js';

/** A meeting that a schedule is to place, with the delegations that would sit in it. */
export interface PlannedMeeting {
  /** The meeting request's id; for a booking without a request the meeting's. */
  id: string;
  meetingRequestId: string | null;
  delegationIds: string[];
  weight: number;
  subForumId: string | null;
  /** Null: a room or online, whatever is free. */
  isOnline: boolean | null;
  /** The published meeting that it stands for, with its place. */
  standing: StandingMeeting | null;
  /** The place that it must have, if it is placed at all. */
  pin: Place | null;
  /** Whether later runs keep it at its pin, too. */
  isPinned: boolean;
  /** The table that it has now, in the draft or else as published. */
  tableId: string | null;
  /** Booked directly, begun, over, or of a sub-forum that the run is not about: the schedule does not change it. */
  isFixed: boolean;
}

/** What an earlier draft knew of one of its meetings. */
export interface EarlierChoice {
  delegationIds: string[];
  /** Where an organizer pinned it. */
  pin: Place | null;
  /** Where it was. */
  tableId: string | null;
}

/** What a plan has to know of the options of a run. */
export type PlanOptions = Pick<RunOptions, 'meetingWeights' | 'subForumIds'>;

/**
 * The meetings of a forum's schedule, in order of id: agreed requests, published meetings, and direct bookings, which stay
 * where they are. Each new meeting gets one delegation of each company: the one that sat for it in the earlier draft, else of
 * those that take part in its sub-forum the one with the fewest meetings, then the first. The heaviest requests choose first.
 * A request is left out while one of its companies has no delegation at all.
 *
 * For a run about some sub-forums, published meetings of others are fixed where they are, and their other requests left out.
 *
 * @param earlier by id; empty for a plan without history
 */
export function planMeetings(
  rows: ScheduleRows,
  earlier: ReadonlyMap<string, EarlierChoice>,
  options: PlanOptions,
  now: Date,
): PlannedMeeting[] {
  const requests = new Map(rows.requests.map((request) => [request.id, request]));
  const standing = rows.standing.map((meeting) => planStanding(rows, meeting, requests, earlier, options, now));
  const load = new Map<string, number>();
  const count = (delegationId: string): void => void load.set(delegationId, (load.get(delegationId) ?? 0) + 1);
  standing.forEach(({ delegationIds }) => delegationIds.forEach(count));

  const published = new Set(standing.map(({ meetingRequestId }) => meetingRequestId));
  const weightOf = (request: AgreedRequest): number => weigh(request, options);
  const open = rows.requests
    .filter(({ id, state, subForumId }) => state === 'agreed' && !published.has(id) && isAbout(options, subForumId))
    .sort((a, b) => weightOf(b) - weightOf(a) || (a.id < b.id ? -1 : 1));
  const chosen = open.flatMap((request): PlannedMeeting[] => {
    const known = earlier.get(request.id);
    const delegationIds = keepDelegations(rows, request, known) ?? chooseDelegations(rows, request, load);
    if (!delegationIds) return [];
    delegationIds.forEach(count);
    const { id, subForumId, isOnline } = request;
    const pin = known?.pin ?? null;
    return [
      {
        id,
        meetingRequestId: id,
        delegationIds,
        weight: weightOf(request),
        subForumId,
        isOnline,
        standing: null,
        pin,
        isPinned: pin !== null,
        tableId: known?.tableId ?? null,
        isFixed: false,
      },
    ];
  });
  return [...standing, ...chosen].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function planStanding(
  { slots }: ScheduleRows,
  meeting: StandingMeeting,
  requests: ReadonlyMap<string, AgreedRequest>,
  earlier: ReadonlyMap<string, EarlierChoice>,
  options: PlanOptions,
  now: Date,
): PlannedMeeting {
  const { meetingRequestId, slotId, tableId, delegationIds } = meeting;
  const id = meetingRequestId ?? meeting.id;
  const request = requests.get(meetingRequestId ?? '');
  const known = earlier.get(id);
  const hasBegun = slots.find((slot) => slot.id === slotId)!.startsAt <= now;
  const isFixedForAll = meeting.origin === 'booking' || meeting.state !== 'planned' || hasBegun;
  const isFixed = isFixedForAll || !isAbout(options, request?.subForumId ?? null);
  // What another sub-forum's run keeps, its own run may move again, unless the organizer pinned it.
  const isPinned = isFixedForAll || (known?.pin ?? null) !== null;
  return {
    id,
    meetingRequestId,
    delegationIds,
    // By standing consent nobody gave it a weight: it counts as a pair without wishes.
    weight: request ? weigh(request, options) : options.meetingWeights.pair,
    subForumId: request?.subForumId ?? null,
    isOnline: request?.isOnline ?? null,
    standing: meeting,
    pin: isFixed ? { slotId, tableId } : (known?.pin ?? null),
    isPinned,
    tableId: isFixed ? tableId : (known?.tableId ?? tableId),
    isFixed,
  };
}

/** What a run about some sub-forums keeps or leaves out; null for a run that is about the whole forum. */
export function countOutside(rows: ScheduleRows, options: PlanOptions): MeetingsOutside | null {
  if (options.subForumIds === null) return null;
  const outside = rows.requests.filter(({ subForumId }) => !isAbout(options, subForumId));
  const published = new Set(rows.standing.map(({ meetingRequestId }) => meetingRequestId));
  const keptCount = outside.filter(({ id }) => published.has(id)).length;
  const leftOutCount = outside.filter(({ id, state }) => state === 'agreed' && !published.has(id)).length;
  return { keptCount, leftOutCount };
}

/** Whether a run is about the meetings of this sub-forum; those of none belong to the whole forum alone. */
function isAbout({ subForumIds }: PlanOptions, subForumId: string | null): boolean {
  return subForumIds === null || (subForumId !== null && subForumIds.includes(subForumId));
}

function weigh({ companyIds, mustMeetCount }: AgreedRequest, { meetingWeights }: PlanOptions): number {
  return weighMeeting(meetingWeights, companyIds.length, mustMeetCount);
}

/** Those of the earlier draft, while they still stand for the same companies. */
function keepDelegations(
  rows: ScheduleRows,
  request: AgreedRequest,
  known: EarlierChoice | undefined,
): string[] | null {
  const kept = rows.delegations.filter(({ id }) => known?.delegationIds.includes(id) && rows.presentIds.has(id));
  const companyIds = kept.map(({ companyId }) => companyId).sort();
  return companyIds.join() === [...request.companyIds].sort().join() ? known!.delegationIds : null;
}

function chooseDelegations(
  rows: ScheduleRows,
  { companyIds, subForumId }: AgreedRequest,
  load: ReadonlyMap<string, number>,
): string[] | null {
  const loadOf = ({ id }: Delegation): number => load.get(id) ?? 0;
  const chosen: string[] = [];
  for (const companyId of companyIds) {
    const own = rows.delegations.filter((one) => one.companyId === companyId && rows.presentIds.has(one.id));
    if (own.length === 0) return null;
    const suiting = own.filter((one) => takesPartIn(one, subForumId));
    // When none suits, the meeting stays in the plan, so that the draft can show why it has no place.
    const calmest = (suiting.length > 0 ? suiting : own).reduce((best, one) =>
      loadOf(one) < loadOf(best) ? one : best,
    );
    chosen.push(calmest.id);
  }
  return chosen;
}

/** Whether a delegation may sit in what belongs to this sub-forum; null belongs to all. */
export function takesPartIn({ subForumIds }: Pick<Delegation, 'subForumIds'>, subForumId: string | null): boolean {
  return subForumId === null || subForumIds.length === 0 || subForumIds.includes(subForumId);
}

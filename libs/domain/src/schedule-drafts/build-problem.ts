import type { Meeting, Participant, Placement, SchedulingProblem } from '#scheduling';
import type { Delegation, StoredInterval } from '../forums/delegation.entity.js';
import { takesPartIn, type PlannedMeeting } from './plan-meetings.js';
import type { RunOptions } from './schedule-draft.entity.js';
import type { ScheduleRows } from './schedule-rows.js';

/** The session of every slot that has begun: only what is already there is held in it. */
const begun = 'begun';

/**
 * The scheduling problem of planned meetings: delegations are its participants, and their daily maximum is their own or the
 * forum's, whichever is less. Sub-forums of delegations become the sessions that a meeting may be held in.
 */
export function buildProblem(
  rows: ScheduleRows,
  meetings: readonly PlannedMeeting[],
  { fairness }: Pick<RunOptions, 'fairness'>,
  now: Date,
): SchedulingProblem {
  const seated = new Set(meetings.flatMap(({ delegationIds }) => delegationIds));
  const today = {
    tables: rows.tables,
    slots: rows.slots,
    delegationOf: new Map(rows.delegations.map((one) => [one.id, one])),
    now,
  };
  return {
    slots: rows.slots.map(({ id, startsAt, endsAt, date, sessionId, subForumId }) => ({
      id,
      start: startsAt.toISOString(),
      end: endsAt.toISOString(),
      day: date,
      session: startsAt <= now ? begun : sessionId,
      ...(subForumId === null ? {} : { subForum: subForumId }),
    })),
    tables: rows.tables.map(({ id, seats, place, subForumId }) => ({
      id,
      seats: seats === 2 ? 2 : 3,
      online: place === 'online',
      ...(subForumId === null ? {} : { subForum: subForumId }),
    })),
    participants: rows.delegations
      .filter(({ id }) => seated.has(id))
      .map((delegation) => toParticipant(delegation, rows.forum.dailyMaximum)),
    meetings: meetings.map((meeting) => toMeeting(today, meeting)),
    ...(fairness === null ? {} : { fairness }),
  };
}

/** Where published meetings are: what a new solve is to keep. */
export function publishedPlacements(meetings: readonly PlannedMeeting[]): Placement[] {
  return meetings.flatMap(({ id, standing }) =>
    standing ? [{ meeting: id, slot: standing.slotId, table: standing.tableId }] : [],
  );
}

function toParticipant(delegation: Delegation, forumMaximum: number): Participant {
  const { id, availability, pauses, dailyMaximum, maxInARow } = delegation;
  return {
    id,
    ...(availability === null ? {} : { available: availability.map(toInterval) }),
    ...(pauses.length === 0 ? {} : { pauses: pauses.map(toInterval) }),
    maxPerDay: Math.min(dailyMaximum ?? forumMaximum, forumMaximum),
    ...(maxInARow === null ? {} : { maxInARow }),
  };
}

function toInterval({ startsAt, endsAt }: StoredInterval): [string, string] {
  return [startsAt, endsAt];
}

/** What is the same for every meeting of a problem. */
interface Today extends Pick<ScheduleRows, 'tables' | 'slots'> {
  /** By id. */
  delegationOf: ReadonlyMap<string, Delegation>;
  now: Date;
}

function toMeeting(today: Today, meeting: PlannedMeeting): Meeting {
  const { id, delegationIds, weight, subForumId, pin } = meeting;
  return {
    id,
    participants: delegationIds,
    weight,
    sessions: sessionsOf(today, meeting),
    ...(subForumId === null ? {} : { subForum: subForumId }),
    online: isHeldOnline(today, meeting),
    ...(pin === null ? {} : { pin: { slot: pin.slotId, table: pin.tableId } }),
  };
}

/** The sessions ahead in which all its delegations take part, or the past one for a meeting that has begun. */
function sessionsOf({ slots, delegationOf, now }: Today, { delegationIds, pin }: PlannedMeeting): string[] {
  const pinned = slots.find(({ id }) => id === pin?.slotId);
  if (pinned && pinned.startsAt <= now) return [begun];
  const delegations = delegationIds.flatMap((id) => delegationOf.get(id) ?? []);
  const ahead = slots.filter(
    ({ startsAt, subForumId }) => startsAt > now && delegations.every((one) => takesPartIn(one, subForumId)),
  );
  return [...new Set(ahead.map(({ sessionId }) => sessionId))];
}

/**
 * A problem knows no "whatever is free": without a wish a meeting keeps to the kind of table that it has,
 * and a new one takes a room where the forum has one that could serve it.
 */
function isHeldOnline({ tables }: Today, meeting: PlannedMeeting): boolean {
  const { isOnline, tableId, delegationIds, subForumId } = meeting;
  if (isOnline !== null) return isOnline;
  const present = tables.find(({ id }) => id === tableId);
  if (present) return present.place === 'online';
  return !tables.some(
    (table) =>
      table.place === 'room' &&
      table.seats >= delegationIds.length &&
      (table.subForumId === null || subForumId === null || table.subForumId === subForumId),
  );
}

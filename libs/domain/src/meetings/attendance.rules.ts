import { contains, merge, overlaps, type Interval } from '#calendar';
import type { Delegation, StoredInterval } from '../forums/delegation.entity.js';
import type { Forum } from '../forums/forum.entity.js';
import type { ForumTable, Slot } from '../forums/programme.entities.js';

/** A meeting that a delegation sits in. */
export interface Sitting extends Interval {
  meetingId: string;
  delegationId: string;
  /** Local day at the venue, `YYYY-MM-DD`. */
  date: string;
}

/** A delegation that may come to sit in a meeting, with what it sits in already. */
export interface Candidate {
  id: string;
  companyId: string;
  /** Empty: all. */
  subForumIds: readonly string[];
  /** Merged; null: always. */
  available: readonly Interval[] | null;
  pauses: readonly Interval[];
  dailyMaximum: number;
  /** Null: without limit. */
  maxInARow: number | null;
  sittings: readonly Sitting[];
}

/** What a meeting asks of its slot and table. */
export interface Wanted {
  /** Two or three. */
  partyCount: number;
  /** Null: in any sub-forum. */
  subForumId: string | null;
  /** Null: in a room or online, whatever is free. */
  isOnline: boolean | null;
}

/** What decides whether a table will do. */
export type TableFacts = Pick<ForumTable, 'id' | 'subForumId' | 'label' | 'place' | 'seats'>;

/** A table with a meeting at it. */
export interface TakenTable extends Interval {
  tableId: string;
  meetingId: string;
}

export type SlotTime = Pick<Slot, 'startsAt' | 'endsAt' | 'date' | 'subForumId'>;

/** What keeps a delegation from a slot, in the order in which it is looked at. */
export const slotObstacles = ['unavailable', 'busy', 'dayFull', 'tooManyInARow'] as const;
export type SlotObstacle = (typeof slotObstacles)[number];

export function toCandidate(delegation: Delegation, forum: Forum, sittings: readonly Sitting[]): Candidate {
  const { id, companyId, subForumIds, availability, pauses, dailyMaximum, maxInARow } = delegation;
  return {
    id,
    companyId,
    subForumIds,
    available: availability && merge(availability.map(toInterval)),
    pauses: pauses.map(toInterval),
    dailyMaximum: Math.min(dailyMaximum ?? Infinity, forum.dailyMaximum),
    maxInARow,
    sittings: sittings.filter((sitting) => sitting.delegationId === id),
  };
}

/** The first thing that keeps a delegation from a meeting in this slot, or null; the same rules as #scheduling's. */
export function findObstacle(candidate: Candidate, slot: SlotTime, wanted: Wanted): SlotObstacle | null {
  if (!isThere(candidate, slot, wanted)) return 'unavailable';
  if (candidate.sittings.some((sitting) => overlaps(sitting, slot))) return 'busy';
  const sameDay = candidate.sittings.filter((sitting) => sitting.date === slot.date);
  if (sameDay.length >= candidate.dailyMaximum) return 'dayFull';
  if (candidate.maxInARow !== null && countInARow(slot, sameDay) > candidate.maxInARow) return 'tooManyInARow';
  return null;
}

/**
 * The delegation that would sit for a company, or what keeps all of them away. Of several that are free it is the one with
 * the fewest meetings, then the first; of several that are not, the one that came nearest says why.
 *
 * @param candidates the company's, at least one
 */
export function chooseDelegation(
  candidates: readonly Candidate[],
  slot: SlotTime,
  wanted: Wanted,
): { delegationId: string } | { obstacle: SlotObstacle } {
  const looked = candidates.map((candidate) => ({ candidate, obstacle: findObstacle(candidate, slot, wanted) }));
  const free = looked.filter(({ obstacle }) => obstacle === null).map(({ candidate }) => candidate);
  if (free.length > 0) {
    const calmest = free.reduce((best, one) => (one.sittings.length < best.sittings.length ? one : best));
    return { delegationId: calmest.id };
  }
  const nearest = Math.max(...looked.map(({ obstacle }) => slotObstacles.indexOf(obstacle!)));
  return { obstacle: slotObstacles[nearest]! };
}

/**
 * The tables that are free, in the order in which a meeting gets one when nobody names it: a three-seat table only where no smaller
 * one will do, then a room before online, then in order of label.
 */
export function rankFreeTables<T extends TableFacts>(
  tables: readonly T[],
  taken: readonly TakenTable[],
  slot: SlotTime,
  wanted: Wanted,
): T[] {
  return listFreeTables(tables, taken, slot, wanted).sort(
    (one, other) =>
      one.seats - other.seats ||
      Number(one.place === 'online') - Number(other.place === 'online') ||
      (one.label < other.label ? -1 : 1),
  );
}

export function listFreeTables<T extends TableFacts>(
  tables: readonly T[],
  taken: readonly TakenTable[],
  slot: SlotTime,
  wanted: Wanted,
): T[] {
  const takenIds = new Set(taken.filter((one) => overlaps(one, slot)).map(({ tableId }) => tableId));
  return tables.filter((table) => isFit(table, slot, wanted) && !takenIds.has(table.id));
}

/** Whether a table would serve the meeting in this slot, were it free. */
export function isFit(table: TableFacts, slot: SlotTime, wanted: Wanted): boolean {
  if (table.seats < wanted.partyCount) return false;
  if (wanted.isOnline !== null && wanted.isOnline !== (table.place === 'online')) return false;
  return table.subForumId === null || [slot.subForumId, wanted.subForumId].includes(table.subForumId);
}

function isThere({ available, pauses, subForumIds }: Candidate, slot: SlotTime, wanted: Wanted): boolean {
  const subForums = [...new Set([slot.subForumId, wanted.subForumId])].filter((id) => id !== null);
  if (subForums.length > 1) return false; // the meeting is to be in another sub-forum than the slot
  if (subForumIds.length > 0 && !subForums.every((id) => subForumIds.includes(id))) return false;
  if (available && !available.some((interval) => contains(interval, slot))) return false;
  return !pauses.some((pause) => overlaps(pause, slot));
}

/**
 * How many meetings a delegation would have without a rest around this slot. Two are in a row when the time between them is
 * shorter than the shorter of the two.
 */
function countInARow(slot: Interval, sameDay: readonly Interval[]): number {
  const day = [...sameDay, slot].sort((one, other) => one.startsAt.getTime() - other.startsAt.getTime());
  const at = day.indexOf(slot);
  let first = at;
  while (first > 0 && areInARow(day[first - 1]!, day[first]!)) first -= 1;
  let last = at;
  while (last + 1 < day.length && areInARow(day[last]!, day[last + 1]!)) last += 1;
  return last - first + 1;
}

function areInARow(one: Interval, next: Interval): boolean {
  const lengthMs = ({ startsAt, endsAt }: Interval): number => endsAt.getTime() - startsAt.getTime();
  return next.startsAt.getTime() - one.endsAt.getTime() < Math.min(lengthMs(one), lengthMs(next));
}

function toInterval({ startsAt, endsAt }: StoredInterval): Interval {
  return { startsAt: new Date(startsAt), endsAt: new Date(endsAt) };
}

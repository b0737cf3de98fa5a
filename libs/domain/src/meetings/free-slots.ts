import type { EntityManager } from 'typeorm';
import type { Delegation } from '../forums/delegation.entity.js';
import type { Forum } from '../forums/forum.entity.js';
import { Slot } from '../forums/programme.entities.js';
import { readSittings, readTables, readTakenTables } from './attendance.queries.js';
import { chooseDelegation, listFreeTables, toCandidate, type Wanted } from './attendance.rules.js';

/** A slot in which a meeting could be held now. Nothing is held: another may be faster. */
export interface FreeSlot {
  slotId: string;
  startsAt: Date;
  endsAt: Date;
  /** IANA zone of the venue. */
  timeZone: string;
  /** At least 1. */
  freeTableCount: number;
}

export interface FreeSlotSearch {
  forum: Forum;
  /** One list per company: any delegation of each may sit. */
  parties: readonly (readonly Delegation[])[];
  wanted: Wanted;
  /** Slots that begin later than this. */
  after: Date;
  /** The meeting that looks for another slot does not stand in its own way. */
  exceptMeetingId?: string;
}

/** Every slot in which each company has a free delegation and a table is free, in order of time. */
export async function readFreeSlots(tx: EntityManager, search: FreeSlotSearch): Promise<FreeSlot[]> {
  const { forum, wanted, after, exceptMeetingId = null } = search;
  const slots = (await tx.find(Slot, { where: { forumId: forum.id }, order: { startsAt: 'ASC', id: 'ASC' } })).filter(
    (slot) => slot.startsAt > after,
  );
  if (slots.length === 0 || search.parties.some((delegations) => delegations.length === 0)) return [];

  const delegationIds = search.parties.flat().map(({ id }) => id);
  const sittings = await readSittings(tx, delegationIds, exceptMeetingId);
  const parties = search.parties.map((delegations) =>
    delegations.map((delegation) => toCandidate(delegation, forum, sittings)),
  );
  const open = slots.filter((slot) =>
    parties.every((candidates) => 'delegationId' in chooseDelegation(candidates, slot, wanted)),
  );
  if (open.length === 0) return [];

  const span = {
    startsAt: open[0]!.startsAt,
    endsAt: new Date(Math.max(...open.map((slot) => slot.endsAt.getTime()))),
  };
  const tables = await readTables(tx, forum.id);
  const taken = await readTakenTables(tx, forum.id, span, exceptMeetingId);
  return open.flatMap((slot) => {
    const { id: slotId, startsAt, endsAt, timeZone } = slot;
    const freeTableCount = listFreeTables(tables, taken, slot, wanted).length;
    return freeTableCount === 0 ? [] : [{ slotId, startsAt, endsAt, timeZone, freeTableCount }];
  });
}

/** Those nearest in time to an instant, at most `count`, in order of time. */
export function nearestTo(at: Date, freeSlots: readonly FreeSlot[], count: number): FreeSlot[] {
  const distanceMs = (slot: FreeSlot): number => Math.abs(slot.startsAt.getTime() - at.getTime());
  return [...freeSlots]
    .sort((one, other) => distanceMs(one) - distanceMs(other))
    .slice(0, count)
    .sort((one, other) => one.startsAt.getTime() - other.startsAt.getTime());
}

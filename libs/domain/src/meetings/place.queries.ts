import type { EntityManager } from 'typeorm';
import { BadInput } from '../domain-error.js';
import type { Forum } from '../forums/forum.entity.js';
import { ForumTable, type Slot } from '../forums/programme.entities.js';
import { lockDelegations, lockFirstTable, lockTables } from './attendance.js';
import { readSittings, readTables, readTakenTables } from './attendance.queries.js';
import { isFit, rankFreeTables, toCandidate, type Sitting, type TakenTable, type Wanted } from './attendance.rules.js';
import type { BookingPlace } from './booking.rules.js';

export interface PlaceSearch {
  forum: Forum;
  slot: Slot;
  wanted: Wanted;
  companyIds: readonly string[];
  /** Theirs, all of which get locked. */
  delegationIds: readonly string[];
  /** Left out: the table that suits best of those that are free. */
  tableId?: string;
  /** The meeting that moves does not stand in its own way. */
  exceptMeetingId?: string;
}

/**
 * Locks the delegations and the table that the meeting would get, and reads what they are taken by.
 *
 * @throws BadInput when the table named is not of this forum or could not serve the meeting even if it were free
 */
export async function readPlace(
  tx: EntityManager,
  search: PlaceSearch,
): Promise<BookingPlace & { sittings: Sitting[] }> {
  const { forum, slot, wanted, companyIds, delegationIds, tableId, exceptMeetingId } = search;
  if (tableId !== undefined) await requireFit(tx, search, tableId);
  const delegations = await lockDelegations(tx, delegationIds);
  const present = delegations.filter(({ archivedAt }) => archivedAt === null);
  const sittings = await readSittings(tx, delegationIds, exceptMeetingId);
  return {
    slot,
    wanted,
    parties: companyIds.map((companyId) => ({
      companyId,
      candidates: present
        .filter((delegation) => delegation.companyId === companyId)
        .map((delegation) => toCandidate(delegation, forum, sittings)),
    })),
    tableId: tableId === undefined ? await lockBestTable(tx, search) : await lockTable(tx, search, tableId),
    sittings,
  };
}

async function requireFit(tx: EntityManager, { forum, slot, wanted }: PlaceSearch, tableId: string): Promise<void> {
  const table = await tx.findOneBy(ForumTable, { id: tableId, forumId: forum.id });
  if (table && isFit(table, slot, wanted)) return;
  throw new BadInput([
    { field: 'tableId', allowed: 'a table of this forum with enough seats, of the right sub-forum and kind' },
  ]);
}

/** The table named, locked; null when it is taken. */
async function lockTable(tx: EntityManager, search: PlaceSearch, tableId: string): Promise<string | null> {
  const locked = await lockTables(tx, [tableId]);
  const [best] = rankFreeTables(locked, await readTaken(tx, search), search.slot, search.wanted);
  return best?.id ?? null;
}

/**
 * The table that suits best of those that are free and nobody is about to take, locked; null when none is free. Whoever books at
 * the same time gets another table at once instead of waiting for this one.
 */
async function lockBestTable(tx: EntityManager, search: PlaceSearch): Promise<string | null> {
  await tx.query('savepoint best_table');
  for (;;) {
    const tables = await readTables(tx, search.forum.id);
    const rank = async (): Promise<string[]> =>
      rankFreeTables(tables, await readTaken(tx, search), search.slot, search.wanted).map(({ id }) => id);
    const freeIds = await rank();
    if (freeIds.length === 0) return null;
    const lockedId = await lockFirstTable(tx, freeIds);
    if (lockedId !== null && (await rank()).includes(lockedId)) return lockedId;
    // Another took it between the reading and the lock, which would now only stand in the way of others.
    await tx.query('rollback to savepoint best_table');
  }
}

function readTaken(tx: EntityManager, { forum, slot, exceptMeetingId }: PlaceSearch): Promise<TakenTable[]> {
  return readTakenTables(tx, forum.id, slot, exceptMeetingId);
}

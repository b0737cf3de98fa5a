import { In, type EntityManager } from 'typeorm';
import { Delegation } from '../forums/delegation.entity.js';
import { ForumTable, type Slot } from '../forums/programme.entities.js';
import { insertRows } from '../insert-rows.js';
import { sqlState, violatedConstraint } from '../transaction.js';
import { Attendance, attendanceConstraints } from './attendance.entity.js';
import { SlotTaken } from './booking.refusals.js';
import type { Meeting } from './meeting.entity.js';

/*
 * The order in which everything that books, moves, cancels or publishes takes its locks. Whoever keeps to it cannot
 * deadlock with another who does:
 *
 *   1. meeting requests, in order of id
 *   2. meetings, in order of id
 *   3. delegations, in order of id    lockDelegations
 *   4. tables, in order of id         lockTables, or one of many: lockFirstTable
 *   5. the forum                      countScheduleChange (meeting.changes.ts)
 *
 * The forum comes last because every change of a forum's schedule needs it: taken first, it would make all of them wait
 * for each other from their first step on, not only while they write.
 */

// FOR NO KEY UPDATE excludes itself, which is what is wanted, and lets through the key locks of rows that merely refer to a table
// or delegation, whose order nobody controls.
const inOrder = { order: { id: 'ASC' }, lock: { mode: 'for_no_key_update' } } as const;

/**
 * Locks delegations in order of id until the transaction ends: nobody else seats them before. Call it once in a transaction,
 * before what is decided on is read. Ids that do not exist are left out.
 */
export function lockDelegations(tx: EntityManager, ids: readonly string[]): Promise<Delegation[]> {
  return tx.find(Delegation, { where: { id: In([...ids]) }, ...inOrder });
}

/** The same for tables, after the delegations. */
export function lockTables(tx: EntityManager, ids: readonly string[]): Promise<ForumTable[]> {
  return tx.find(ForumTable, { where: { id: In([...ids]) }, ...inOrder });
}

/**
 * Locks the first of these tables that nobody else holds; while others hold them all, waits for the first. It waits only while it
 * holds no other table, and therefore is no part of a deadlock.
 *
 * @param ids at least one
 * @returns its id; null when the one waited for is no longer there
 */
export async function lockFirstTable(tx: EntityManager, ids: readonly string[]): Promise<string | null> {
  const [unheld]: { id: string }[] = await tx.query(
    `select id from forum_table where id = any($1::uuid[]) order by array_position($1::uuid[], id) limit 1
        for no key update skip locked`,
    [ids],
  );
  if (unheld) return unheld.id;
  const [waitedFor]: { id: string }[] = await tx.query(`select id from forum_table where id = $1 for no key update`, [
    ids[0],
  ]);
  return waitedFor?.id ?? null;
}

/** Where a meeting is held, and who sits in it: one delegation of each party. */
export interface MeetingPlace {
  slot: Pick<Slot, 'id' | 'startsAt' | 'endsAt'>;
  tableId: string;
  delegationIds: readonly string[];
}

/** A meeting, new or planned, with the place that it gets. */
export interface Placing<T> {
  meeting: T;
  place: MeetingPlace;
}

/** Seats one delegation of each party. Wants the rows of delegations and tables locked. */
export async function seat(tx: EntityManager, placings: readonly Placing<Meeting>[]): Promise<void> {
  const rows = placings.flatMap(({ meeting: { id: meetingId, forumId }, place: { slot, tableId, delegationIds } }) => {
    const during = `[${slot.startsAt.toISOString()},${slot.endsAt.toISOString()})`;
    return delegationIds.map((delegationId) => ({ meetingId, forumId, delegationId, tableId, during }));
  });
  await insertRows(tx, Attendance, rows);
}

/** Frees the delegations and tables of meetings. */
export async function unseat(tx: EntityManager, meetings: readonly Pick<Meeting, 'id'>[]): Promise<void> {
  await tx.delete(Attendance, { meetingId: In(meetings.map(({ id }) => id)) });
}

/** What the transaction answers, or `SlotTaken` when it failed because another seated somebody first. */
export async function orSlotTaken<T>(slotId: string, transaction: Promise<T>): Promise<T | SlotTaken> {
  try {
    return await transaction;
  } catch (error) {
    if (isDoubleBooking(error)) return new SlotTaken(slotId);
    throw error;
  }
}

/**
 * Whether a failed transaction would have seated a delegation, or used a table, twice at a time. To be asked around the
 * transaction, which is over by then.
 */
export function isDoubleBooking(error: unknown): boolean {
  const constraints: readonly (string | null)[] = Object.values(attendanceConstraints);
  return sqlState(error) === '23P01' && constraints.includes(violatedConstraint(error));
}

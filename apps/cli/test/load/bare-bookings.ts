import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { Draw } from './arrivals.js';
import type { Stage } from './stage.js';

const connections = 20;

export interface BareRate {
  booked: number;
  refused: number;
  perSecond: number;
}

/**
 * The same bookings without a service: as many transactions of plain SQL as 20 connections get through, each with the same locks and
 * rows as a booking. What PostgreSQL alone can do on this machine.
 */
export async function measureBareBookings(url: string, stage: Stage, draw: Draw, seconds: number): Promise<BareRate> {
  const pool = new pg.Pool({ connectionString: url, max: connections });
  try {
    const { rows: delegations } = await pool.query<{ id: string; company_id: string }>(
      'SELECT id, company_id FROM delegation WHERE forum_id = $1',
      [stage.forumId],
    );
    const { rows: slots } = await pool.query<{ id: string; during: string }>(
      `SELECT id, tstzrange(starts_at, ends_at)::text AS during FROM slot WHERE forum_id = $1`,
      [stage.forumId],
    );
    const accountOf = new Map(stage.partners.map(({ companyId, accountId }) => [companyId, accountId]));
    const pick = <T>(from: readonly T[]): T => from[Math.floor(draw() * from.length)]!;
    let booked = 0;
    let refused = 0;
    const bookNext = async (client: pg.PoolClient): Promise<void> => {
      const one = pick(delegations);
      const other = pick(delegations.filter(({ id }) => id !== one.id));
      const slot = pick(slots);
      const isBooked = await bookBare(client, {
        forumId: stage.forumId,
        seats: [one.id, other.id].sort(),
        companyIds: [one.company_id, other.company_id],
        accountIds: [accountOf.get(one.company_id)!, accountOf.get(other.company_id)!],
        slot,
        tableId: pick(stage.tableIds),
      });
      if (isBooked) booked += 1;
      else refused += 1;
    };
    const took = await runsFor(seconds, connections, async () => {
      const client = await pool.connect();
      try {
        await bookNext(client);
      } finally {
        client.release();
      }
    });
    return { booked, refused, perSecond: booked / took };
  } finally {
    await pool.end();
  }
}

interface BareBooking {
  forumId: string;
  /** Delegations in order of id. */
  seats: string[];
  companyIds: string[];
  /** Who books, and who is told. */
  accountIds: [string, string];
  slot: { id: string; during: string };
  tableId: string;
}

/** @returns false when a delegation or the table is taken */
async function bookBare(client: pg.PoolClient, given: BareBooking): Promise<boolean> {
  const { forumId, seats, companyIds, accountIds, slot, tableId } = given;
  await client.query('BEGIN');
  await client.query('SELECT id FROM delegation WHERE id = ANY($1) ORDER BY id FOR UPDATE', [seats]);
  await client.query('SELECT id FROM forum_table WHERE id = $1 FOR UPDATE', [tableId]);
  const { rowCount } = await client.query(
    'SELECT 1 FROM attendance WHERE (delegation_id = ANY($1) OR table_id = $2) AND during && $3::tstzrange LIMIT 1',
    [seats, tableId, slot.during],
  );
  if (rowCount! > 0) {
    await client.query('ROLLBACK');
    return false;
  }
  const meetingId = randomUUID();
  await client.query(
    `WITH version AS (
       UPDATE forum SET schedule_version = schedule_version + 1 WHERE id = $2 RETURNING schedule_version
     ) INSERT INTO meeting (id, forum_id, origin, slot_id, table_id, company_ids, uid, schedule_version, version)
       SELECT $1::uuid, $2, 'booking', $3, $4, $5, $1::uuid::text, schedule_version, 1 FROM version`,
    [meetingId, forumId, slot.id, tableId, companyIds],
  );
  await client.query(
    `INSERT INTO attendance (meeting_id, delegation_id, forum_id, table_id, during)
     SELECT $1, delegation_id, $2, $3, $4::tstzrange FROM unnest($5::uuid[]) AS delegation_id`,
    [meetingId, forumId, tableId, slot.during, seats],
  );
  await client.query(
    `INSERT INTO idempotency_key (account_id, key, operation, input_hash, result_id)
     VALUES ($1, $2::uuid::text, 'bookMeeting', '', $2::uuid)`,
    [accountIds[0], meetingId],
  );
  await client.query(
    `WITH entry AS (
       INSERT INTO audit_entry (account_id, action, forum_id, subject_type, subject_id)
       VALUES ($1, 'meeting.booked', $2, 'meeting', $3) RETURNING id
     ) INSERT INTO unsealed_entry (audit_entry_id) SELECT id FROM entry`,
    [accountIds[0], forumId, meetingId],
  );
  await client.query(
    `INSERT INTO notification (account_id, kind, parameters, forum_id) VALUES ($1, 'meeting.booked', '{}', $2)`,
    [accountIds[1], forumId],
  );
  await client.query('COMMIT');
  return true;
}

/** Runs `act` again and again in as many lanes for as many seconds; how many seconds it took until the last had ended. */
async function runsFor(seconds: number, lanes: number, act: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  const isOver = (): boolean => performance.now() - startedAt >= seconds * 1000;
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      while (!isOver()) await act();
    }),
  );
  return (performance.now() - startedAt) / 1000;
}

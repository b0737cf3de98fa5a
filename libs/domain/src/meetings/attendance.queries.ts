import type { EntityManager } from 'typeorm';
import type { Interval } from '#calendar';
import type { Sitting, TableFacts, TakenTable } from './attendance.rules.js';

/** What these delegations sit in, without the meeting that is about to move. */
export async function readSittings(
  tx: EntityManager,
  delegationIds: readonly string[],
  exceptMeetingId: string | null = null,
): Promise<Sitting[]> {
  const rows: Sitting[] = await tx.query(
    `select a.delegation_id as "delegationId", a.meeting_id as "meetingId", s.date::text as date,
            s.starts_at as "startsAt", s.ends_at as "endsAt"
       from attendance a
       join meeting m on m.id = a.meeting_id
       join slot s on s.id = m.slot_id
      where a.delegation_id = any($1) and a.meeting_id is distinct from $2::uuid`,
    [delegationIds, exceptMeetingId],
  );
  return rows;
}

/** All tables of a forum, in no particular order. */
export async function readTables(tx: EntityManager, forumId: string): Promise<TableFacts[]> {
  const rows: TableFacts[] = await tx.query(
    `select id, sub_forum_id as "subForumId", label, place, seats from forum_table where forum_id = $1`,
    [forumId],
  );
  return rows;
}

/** The tables of a forum at which somebody sits at any time of the interval, without the meeting that is about to move. */
export async function readTakenTables(
  tx: EntityManager,
  forumId: string,
  during: Interval,
  exceptMeetingId: string | null = null,
): Promise<TakenTable[]> {
  // By the meetings, one for each table and time, rather than by who attends them, two or three for each.
  const rows: TakenTable[] = await tx.query(
    `select m.table_id as "tableId", m.id as "meetingId", s.starts_at as "startsAt", s.ends_at as "endsAt"
       from slot s
       join meeting m on m.slot_id = s.id
      where s.forum_id = $1 and s.starts_at < $3 and s.ends_at > $2
        and m.state <> 'cancelled' and m.id is distinct from $4::uuid`,
    [forumId, during.startsAt, during.endsAt, exceptMeetingId],
  );
  return rows;
}

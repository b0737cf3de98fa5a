import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { PlannedProgramme, PlannedSession } from './plan-programme.js';
import type { PlannedTable } from './plan-tables.js';
import { ForumTable, Session, Slot, SubForum } from './programme.entities.js';

interface ForumVenue {
  id: string;
  timeZone: string;
}

/** Writes a planned programme, one statement per table. */
export async function writeProgramme(tx: EntityManager, forum: ForumVenue, plan: PlannedProgramme): Promise<void> {
  const subForums = plan.subForums.map((subForum) => ({ id: randomUUID(), ...subForum }));
  const idsByKey = new Map(subForums.map(({ key, id }) => [key, id]));
  await tx.insert(
    SubForum,
    subForums.map(({ id, nameEn, nameZh, theme }) => ({
      id,
      forumId: forum.id,
      nameEn,
      nameZh: nameZh ?? null,
      theme,
    })),
  );
  await writeSessions(tx, forum, plan.sessions, idsByKey);
  await writeTables(tx, forum.id, plan.tables, idsByKey);
}

/** Writes sessions with their slots; returns the ids of the sessions, in order. */
export async function writeSessions(
  tx: EntityManager,
  forum: ForumVenue,
  planned: PlannedSession[],
  subForumIds: ReadonlyMap<string, string>,
): Promise<string[]> {
  const sessions = planned.map(({ slots, subForumKey, ...session }) => {
    const subForumId = subForumKey === null ? null : subForumIds.get(subForumKey)!;
    return { slots, row: { id: randomUUID(), forumId: forum.id, subForumId, ...session } };
  });
  await tx.insert(
    Session,
    sessions.map(({ row }) => row),
  );
  const slots = sessions.flatMap(({ row, slots: ofSession }) =>
    ofSession.map(({ date, from, to, startsAt, endsAt }) => ({
      forumId: forum.id,
      sessionId: row.id,
      subForumId: row.subForumId,
      date,
      localStart: from,
      localEnd: to,
      timeZone: forum.timeZone,
      startsAt,
      endsAt,
    })),
  );
  await tx.insert(Slot, slots);
  return sessions.map(({ row }) => row.id);
}

/** Writes tables; returns their ids, in order. */
export async function writeTables(
  tx: EntityManager,
  forumId: string,
  planned: PlannedTable[],
  subForumIds: ReadonlyMap<string, string>,
): Promise<string[]> {
  const rows = planned.map(({ subForumKey, ...table }) => {
    const subForumId = subForumKey === null ? null : subForumIds.get(subForumKey)!;
    return { id: randomUUID(), forumId, subForumId, ...table };
  });
  await tx.insert(ForumTable, rows);
  return rows.map(({ id }) => id);
}

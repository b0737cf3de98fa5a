import { Account, ForumMembership, MeetingRequest, MeetingRequestParty, type Forum } from '#domain';
import { insertForum, insertPartners, insertSlots, insertTables, type Partner } from '#testing';
import type { DataSource } from 'typeorm';
import type { Draw } from './arrivals.js';

/** What the load acts on. */
export interface Stage {
  forumId: string;
  organizerId: string;
  partners: Partner[];
  slotIds: string[];
  tableIds: string[];
}

const partnerCount = 1_000;
const slotCount = 24;
const tableCount = 300;
/** Companies that agreed to meet each other before the forum: what the schedule runs place. */
const busyCount = 120;
const agreedPerCompany = 10;
const rowsPerInsert = 500;

/**
 * A published forum of 1,000 companies that all consent to bookings, 24 slots and 300 tables, and 600 agreed meeting requests among 120 of
 * them, enough for a schedule run to work on for as long as it may.
 */
export async function insertStage(dataSource: DataSource, draw: Draw): Promise<Stage> {
  // The processes read the real clock.
  const forum = await insertForum(dataSource, {
    days: ['2099-05-10'],
    bookingOpensAt: new Date('2026-01-01T00:00Z'),
    bookingClosesAt: new Date('2099-05-11T00:00Z'),
  });
  const slots = await insertSlots(dataSource, forum, slotCount);
  for (const table of ['slot', 'session']) {
    await dataSource.query(
      `UPDATE ${table} SET date = '2099-05-10', starts_at = starts_at + interval '72 years',
         ends_at = ends_at + interval '72 years' WHERE forum_id = $1`,
      [forum.id],
    );
  }
  const tables = await insertTables(dataSource, forum, tableCount);
  const partners = await insertPartners(dataSource, forum, partnerCount);
  await insertAgreedRequests(dataSource, forum, partners.slice(0, busyCount), draw);
  const organizer = await dataSource.getRepository(Account).save({
    email: `organizer-${forum.id}@load.example`,
    displayName: 'Organizer',
    passwordHash: 'none',
  });
  await dataSource
    .getRepository(ForumMembership)
    .insert({ accountId: organizer.id, forumId: forum.id, role: 'organizer' });
  // As after some days of a life; otherwise the planner knows nothing of a thousand new rows.
  await dataSource.query('ANALYZE company, account, participation, delegation, meeting_request, meeting_request_party');
  return {
    forumId: forum.id,
    organizerId: organizer.id,
    partners,
    slotIds: slots.map(({ id }) => id),
    tableIds: tables.map(({ id }) => id),
  };
}

/** Each of the companies meets about ten others, drawn as the edges of a circulant graph with drawn offsets. */
async function insertAgreedRequests(
  dataSource: DataSource,
  forum: Forum,
  companies: readonly Partner[],
  draw: Draw,
): Promise<void> {
  const offsets = new Set<number>();
  while (offsets.size < agreedPerCompany / 2) offsets.add(1 + Math.floor(draw() * (companies.length / 2 - 1)));
  const pairs = companies.flatMap((one, i) =>
    [...offsets].map((offset) => [one, companies[(i + offset) % companies.length]!] as const),
  );
  const { manager } = dataSource;
  const requests = await manager.save(
    pairs.map(([{ companyId: proposerCompanyId }]) =>
      manager.create(MeetingRequest, {
        forumId: forum.id,
        proposerCompanyId,
        state: 'agreed',
        expiresAt: new Date('2099-01-01T00:00Z'),
      }),
    ),
    { chunk: rowsPerInsert },
  );
  await manager.save(
    pairs.flatMap((pair, i) =>
      pair.map(({ companyId }) =>
        manager.create(MeetingRequestParty, { meetingRequestId: requests[i]!.id, companyId, answer: 'accepted' }),
      ),
    ),
    { chunk: rowsPerInsert },
  );
}

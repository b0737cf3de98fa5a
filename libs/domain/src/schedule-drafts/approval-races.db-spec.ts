import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from '#database';
import {
  actorOf,
  insertAccount,
  insertForum,
  insertSlots,
  insertTables,
  makeProfile,
  ScheduleBed,
  testAudit,
} from '#testing';
import { Company } from '../companies/company.entity.js';
import { Delegation } from '../forums/delegation.entity.js';
import { Participation } from '../forums/participation.entity.js';
import { BookingsService, type BookingRefusal } from '../meetings/bookings.service.js';
import { Meeting } from '../meetings/meeting.entity.js';
import { NotificationsService } from '../notifications/notifications.service.js';
import { DraftOutdated } from './schedule-draft.refusals.js';

let bed: ScheduleBed;
beforeAll(async () => {
  bed = await ScheduleBed.open();
});
afterAll(() => bed.close());

it.each(['approve', 'rebaseAndApprove'] as const)(
  'publishes a draft, or refuses it whole, while 50 bookings arrive, and every answered booking stands: %s',
  async (how) => {
    const { dataSource } = bed.database;
    const { manager } = dataSource;
    const pools = await Promise.all(Array.from({ length: 2 }, openPool));
    const outcomes: string[] = [];
    // Several times, since which of them comes first is the machine's choice; with ever more bookings ahead of the approval.
    for (const headStartMs of [0, 0, 20, 60]) {
      const forum = await insertForum(dataSource);
      const slots = await insertSlots(dataSource, forum, 6);
      await insertTables(dataSource, forum, 12);
      const account = await insertAccount(dataSource);
      const organizer = actorOf(account, { forums: [[forum, 'organizer']] });
      const companies = await manager.save(
        Array.from({ length: 20 }, () => manager.create(Company, { profile: makeProfile() })),
      );
      for (const { id: companyId } of companies) {
        const given = { forumId: forum.id, companyId };
        const participation = manager.create(Participation, { ...given, state: 'approved', hasStandingConsent: true });
        const { id: participationId } = await manager.save(participation);
        await manager.save(manager.create(Delegation, { ...given, participationId, name: 'Delegation' }));
      }
      const at = (index: number): Company => companies[index % companies.length]!;
      for (let index = 0; index < 30; index++) await bed.agree(forum, [at(index), at(index + 1 + (index % 3))]);
      const draft = await bed.run(organizer, await bed.start(organizer, forum));
      expect(draft.evidence!.meetings).toBe(30);

      const services = pools.map(
        (pool) => new BookingsService(pool, testAudit, new NotificationsService(pool, bed.signals), bed.signals),
      );
      const startedAt = performance.now();
      const bookings = Array.from({ length: 50 }, (_, index) => {
        const [own, other] = [at(index), at(index + 7)];
        return services[index % services.length]!.bookMeeting(
          actorOf(account, { companies: [[own, 'member']] }),
          {
            forumId: forum.id,
            companyId: own.id,
            otherCompanyId: other.id,
            slotId: slots[index % slots.length]!.id,
            idempotencyKey: randomUUID(),
          },
          bed.now,
        );
      });
      await new Promise((resolve) => setTimeout(resolve, headStartMs));
      const approving = bed.approvals[how](
        organizer,
        { scheduleDraftId: draft.id, expectedVersion: draft.version, reason: null },
        bed.now,
      );
      const answers: (Meeting | BookingRefusal)[] = await Promise.all(bookings);
      const approval = await approving;
      const tookMs = performance.now() - startedAt;
      expect(tookMs).toBeLessThan(10_000);

      const booked = answers.filter((answer) => answer instanceof Meeting);
      const refused = answers.flatMap((answer) => (answer instanceof Meeting ? [] : [answer.code]));
      // Consent is good for one meeting of two companies, which the draft may have published first.
      for (const code of refused) expect(['SLOT_TAKEN', 'ALREADY_BOOKED']).toContain(code);
      const isPublished = !(approval instanceof DraftOutdated);
      if (isPublished) expect('draft' in approval ? approval.draft : approval).toMatchObject({ state: 'approved' });
      if (how === 'rebaseAndApprove') expect(isPublished).toBe(true);
      const lostCount = 'overtaken' in approval ? approval.overtaken.length : 0;
      outcomes.push(
        `${isPublished ? `published without ${lostCount}` : 'outdated'}, ${booked.length} booked, ${Math.round(tookMs)} ms`,
      );

      const standing = await dataSource.query<{ id: string; seats: number }[]>(
        `select m.id, count(a.*)::int as seats from meeting m left join attendance a on a.meeting_id = m.id
        where m.forum_id = $1 and m.state = 'planned' group by m.id`,
        [forum.id],
      );
      expect(standing).toHaveLength(booked.length + (isPublished ? 30 - lostCount : 0));
      expect(standing.every(({ seats }) => seats === 2)).toBe(true);
      for (const { id } of booked) expect(standing.some((meeting) => meeting.id === id)).toBe(true);
      expect(await listDoubleBookings(forum.id)).toEqual([]);
    }
    process.stdout.write(`${outcomes.join('\n')}\n`);

    // A server process reports its deadlocks when its connection ends.
    await Promise.all(pools.map((pool) => pool.destroy()));
    const [{ deadlocks }] = await dataSource.query<[{ deadlocks: string }]>(
      'select deadlocks from pg_stat_database where datname = current_database()',
    );
    expect(deadlocks).toBe('0');
  },
  60_000,
);

async function openPool(): Promise<DataSource> {
  const options = { url: bed.database.url, applicationName: 'booker', poolSize: 10 };
  return new DataSource(dataSourceOptions(options)).initialize();
}

/** By what the tables hold, without the constraints that should have kept it out. */
async function listDoubleBookings(forumId: string): Promise<unknown[]> {
  return bed.database.dataSource.query(
    `select a.meeting_id, b.meeting_id from attendance a
       join attendance b on a.meeting_id < b.meeting_id and a.during && b.during
        and (a.delegation_id = b.delegation_id or a.table_id = b.table_id)
      where a.forum_id = $1`,
    [forumId],
  );
}

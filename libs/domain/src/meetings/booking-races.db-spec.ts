import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from '#database';
import { Signals } from '#jobs';
import { createLogger } from '#logging';
import {
  actorOf,
  createTestDatabase,
  insertAccount,
  insertForum,
  insertSlots,
  insertTables,
  makeProfile,
  type TestDatabase,
  testAudit,
} from '#testing';
import type { Account } from '../accounts/account.entity.js';
import { Company } from '../companies/company.entity.js';
import { Delegation } from '../forums/delegation.entity.js';
import { Forum } from '../forums/forum.entity.js';
import { Participation } from '../forums/participation.entity.js';
import type { Slot } from '../forums/programme.entities.js';
import { NotificationsService } from '../notifications/notifications.service.js';
import { Attendance } from './attendance.entity.js';
import { BookingsService, type BookingRefusal } from './bookings.service.js';
import type { Meeting } from './meeting.entity.js';

const now = new Date('2027-05-01T00:00Z');
const processCount = 4;
const connectionsEach = 5;

describe('200 bookings at once, over four pools of connections', () => {
  let database: TestDatabase;
  let account: Account;
  let signals: Signals;

  beforeAll(async () => {
    database = await createTestDatabase();
    account = await insertAccount(database.dataSource);
    const logger = createLogger({ processName: 'test', level: 'fatal' });
    signals = new Signals({ backend: 'postgres', url: database.url }, logger);
  });
  afterAll(async () => {
    await signals.close();
    await database.close();
  });

  interface Wish {
    company: Company;
    other: Company;
    slot: Slot;
  }

  /** Books all wishes at the same moment; answers in their order. */
  async function bookAll(forum: Forum, wishes: Wish[]): Promise<(Meeting | BookingRefusal)[]> {
    const pools = await Promise.all(
      Array.from({ length: processCount }, (_, index) => openPool(database.url, `booker-${index}`)),
    );
    const services = pools.map(
      (pool) => new BookingsService(pool, testAudit, new NotificationsService(pool, signals), signals),
    );
    await Promise.all(
      pools.flatMap((pool) => Array.from({ length: connectionsEach }, () => pool.query('select pg_sleep(0.1)'))),
    );
    const startedAt = performance.now();
    const answers = await Promise.all(
      wishes.map(({ company, other, slot }, index) =>
        services[index % processCount]!.bookMeeting(
          actorOf(account, { companies: [[company, 'member']] }),
          {
            forumId: forum.id,
            companyId: company.id,
            otherCompanyId: other.id,
            slotId: slot.id,
            idempotencyKey: randomUUID(),
          },
          now,
        ),
      ),
    );
    process.stdout.write(`${wishes.length} bookings took ${Math.round(performance.now() - startedAt)} ms\n`);
    // A server process reports its deadlocks when its connection ends.
    await Promise.all(pools.map((pool) => pool.destroy()));
    return answers;
  }

  async function insertCompanies(forum: Forum, count: number): Promise<Company[]> {
    const { manager } = database.dataSource;
    const profiles = Array.from({ length: count }, () => makeProfile());
    const companies = await manager.save(profiles.map((profile) => manager.create(Company, { profile })));
    const participations = await manager.save(
      companies.map(({ id: companyId }) =>
        manager.create(Participation, { forumId: forum.id, companyId, state: 'approved', hasStandingConsent: true }),
      ),
    );
    await manager.save(
      participations.map(({ id: participationId, companyId }) =>
        manager.create(Delegation, { participationId, forumId: forum.id, companyId, name: 'Delegation' }),
      ),
    );
    return companies;
  }

  async function countDeadlocks(): Promise<number> {
    const [row]: { deadlocks: string }[] = await database.dataSource.query(
      'select deadlocks from pg_stat_database where datname = current_database()',
    );
    return Number(row!.deadlocks);
  }

  it('gives one slot of one table to one of them', async () => {
    const { dataSource } = database;
    const forum = await insertForum(dataSource);
    const [slot] = await insertSlots(dataSource, forum, 1);
    await insertTables(dataSource, forum, 1);
    const companies = await insertCompanies(forum, 400);
    const wishes = Array.from({ length: 200 }, (_, i) => ({
      company: companies[2 * i]!,
      other: companies[2 * i + 1]!,
      slot: slot!,
    }));

    const answers = await bookAll(forum, wishes);

    expect(tally(answers)).toEqual({ Meeting: 1, SlotTaken: 199 });
    expect(await countDoubleBookings(dataSource)).toBe(0);
    expect(await countDeadlocks()).toBe(0);
  });

  it('seats every delegation once when each is wanted by all others, in both orders', async () => {
    const { dataSource } = database;
    const forum = await insertForum(dataSource);
    const [slot] = await insertSlots(dataSource, forum, 1);
    await insertTables(dataSource, forum, 12);
    const companies = await insertCompanies(forum, 20);
    const pairs = companies.flatMap((one, i) =>
      companies.slice(i + 1).map((other, j) => (j % 2 === 0 ? [one, other] : [other, one])),
    );
    // Ten pairs are wanted from both sides, which makes 200.
    const wanted = [...pairs, ...pairs.slice(0, 10).map((pair) => [...pair].reverse())];
    const wishes = wanted.map(([company, other]) => ({ company: company!, other: other!, slot: slot! }));
    expect(wishes).toHaveLength(200);

    const answers = await bookAll(forum, wishes);

    // Any two that were left over would have been booked: all 20 sit, in 10 meetings.
    expect(tally(answers)).toEqual({ Meeting: 10, SlotTaken: 190 });
    expect(await dataSource.getRepository(Attendance).countBy({ forumId: forum.id })).toBe(20);
    expect((await dataSource.getRepository(Forum).findOneByOrFail({ id: forum.id })).scheduleVersion).toBe(10);
    expect(await countDoubleBookings(dataSource)).toBe(0);
    expect(await countDeadlocks()).toBe(0);
  });
});

/** Connections that are open before the clock starts, as they are in a service that runs. */
async function openPool(url: string, applicationName: string): Promise<DataSource> {
  const options = dataSourceOptions({ url, applicationName, poolSize: connectionsEach });
  // 200 callers wait their turn for a few connections: on a busy machine longer than a service would let them.
  const pool = await new DataSource({ ...options, connectTimeoutMS: 60_000 } as typeof options).initialize();
  await Promise.all(Array.from({ length: connectionsEach }, () => pool.query('select pg_sleep(0.1)')));
  return pool;
}

/** How many answers there are of each class. */
function tally(answers: (Meeting | BookingRefusal)[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { constructor } of answers) counts[constructor.name] = (counts[constructor.name] ?? 0) + 1;
  return counts;
}

/** Pairs of attendances that cannot both be, counted without regard to how they came about. */
async function countDoubleBookings(dataSource: DataSource): Promise<number> {
  const [row]: { count: number }[] = await dataSource.query(
    `select count(*)::int as count
       from attendance one
       join attendance other on one.during && other.during
      where (one.delegation_id = other.delegation_id and one.meeting_id < other.meeting_id)
         or (one.table_id = other.table_id and one.meeting_id < other.meeting_id)`,
  );
  return row!.count;
}

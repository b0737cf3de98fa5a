import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { JwtService } from '@nestjs/jwt';
import { Attendance, type Forum, type Slot } from '#domain';
import {
  createTestDatabase,
  insertForum,
  insertPartners,
  insertSlots,
  insertTables,
  type Partner,
  type TestDatabase,
} from '#testing';
import { AccessTokens } from '../src/auth/access-tokens.js';
import { startApiProcess, type ApiProcess } from './api-process.js';

const BOOK = `mutation ($input: BookMeetingInput!) { bookMeeting(input: $input) { __typename } }`;
const accessTokenKey = 'a key for tests of at least thirty-two bytes';

describe('200 bookings at once through two api processes', () => {
  let database: TestDatabase;
  let apis: ApiProcess[];

  beforeAll(async () => {
    database = await createTestDatabase();
    apis = await Promise.all([1, 2].map(() => startApiProcess(database.url, accessTokenKey)));
  });
  afterAll(async () => {
    await Promise.all(apis.map((api) => api.stop()));
    await database.close();
  });

  /** Books all pairs for one slot at the same moment, every other one through the other process; how many got which answer. */
  async function bookAll(forum: Forum, slotId: string, pairs: [Partner, Partner][]): Promise<Record<string, number>> {
    const jwt = new JwtService({ secret: accessTokenKey, signOptions: { algorithm: 'HS256' } });
    const tokens = await Promise.all(
      pairs.map(([{ accountId }]) => new AccessTokens(jwt).issue(accountId, new Date())),
    );
    const startedAt = performance.now();
    const answers = await Promise.all(
      pairs.map(async ([{ companyId }, other], index) => {
        const input = {
          forumId: forum.id,
          companyId,
          otherCompanyId: other.companyId,
          slotId,
          idempotencyKey: randomUUID(),
        };
        const response = await fetch(`${apis[index % 2]!.url}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization: `Bearer ${tokens[index]!.accessToken}` },
          body: JSON.stringify({ query: BOOK, variables: { input } }),
        });
        const { data, errors } = (await response.json()) as {
          data: { bookMeeting: { __typename: string } } | null;
          errors?: { extensions: { code: string } }[];
        };
        return data?.bookMeeting.__typename ?? errors![0]!.extensions.code;
      }),
    );
    const tookMs = Math.round(performance.now() - startedAt);
    process.stdout.write(`${pairs.length} bookings through two api processes took ${tookMs} ms\n`);
    const counts: Record<string, number> = {};
    for (const answer of answers) counts[answer] = (counts[answer] ?? 0) + 1;
    return counts;
  }

  it('gives one slot of one table to one of them', async () => {
    const forum = await openForum();
    const slot = await insertFutureSlot(forum);
    await insertTables(database.dataSource, forum, 1);
    const companies = await insertPartners(database.dataSource, forum, 400);
    const pairs = Array.from({ length: 200 }, (_, i): [Partner, Partner] => [companies[2 * i]!, companies[2 * i + 1]!]);

    expect(await bookAll(forum, slot.id, pairs)).toEqual({ Meeting: 1, SlotTaken: 199 });
    expect(await database.dataSource.getRepository(Attendance).countBy({ forumId: forum.id })).toBe(2);
  });

  it('seats every delegation once when each is wanted by all others, in both orders', async () => {
    const forum = await openForum();
    const slot = await insertFutureSlot(forum);
    await insertTables(database.dataSource, forum, 12);
    const companies = await insertPartners(database.dataSource, forum, 20);
    const pairs = companies.flatMap((one, i) =>
      companies.slice(i + 1).map((other, j): [Partner, Partner] => (j % 2 === 0 ? [one, other] : [other, one])),
    );
    // Ten pairs are wanted from both sides, which makes 200.
    const wanted = [...pairs, ...pairs.slice(0, 10).map(([one, other]): [Partner, Partner] => [other, one])];

    expect(await bookAll(forum, slot.id, wanted)).toEqual({ Meeting: 10, SlotTaken: 190 });
    expect(await database.dataSource.getRepository(Attendance).countBy({ forumId: forum.id })).toBe(20);
    expect(await countDeadlocks()).toBe(0);
  });

  // The processes read the real clock.
  const openForum = (): Promise<Forum> =>
    insertForum(database.dataSource, {
      bookingOpensAt: new Date('2026-01-01T00:00Z'),
      bookingClosesAt: new Date('2099-05-11T00:00Z'),
    });

  async function insertFutureSlot(forum: Forum): Promise<Slot> {
    const [slot] = await insertSlots(database.dataSource, forum, 1);
    const inFuture = {
      date: '2099-05-10',
      startsAt: new Date('2099-05-10T06:00Z'),
      endsAt: new Date('2099-05-10T06:30Z'),
    };
    return database.dataSource.manager.save(Object.assign(slot!, inFuture));
  }

  /** Server processes report their deadlocks when they end, so the api processes end first. */
  async function countDeadlocks(): Promise<number> {
    await Promise.all(apis.splice(0).map((api) => api.stop()));
    const [row]: { deadlocks: string }[] = await database.dataSource.query(
      'select deadlocks from pg_stat_database where datname = current_database()',
    );
    return Number(row!.deadlocks);
  }
});

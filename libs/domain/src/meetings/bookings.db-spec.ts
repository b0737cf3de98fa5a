import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Signals } from '#jobs';
import { createLogger } from '#logging';
import {
  actorOf,
  createTestDatabase,
  insertAccount,
  insertCompany,
  insertDelegation,
  insertForum,
  insertSlots,
  insertTables,
  type TestDatabase,
  testAudit,
} from '#testing';
import type { Account } from '../accounts/account.entity.js';
import type { Company } from '../companies/company.entity.js';
import { Delegation } from '../forums/delegation.entity.js';
import { Forum } from '../forums/forum.entity.js';
import { Participation } from '../forums/participation.entity.js';
import { ForumTable, type Slot } from '../forums/programme.entities.js';
import { NotificationsService } from '../notifications/notifications.service.js';
import { WrongState } from '../refusal.js';
import {
  AlreadyBooked,
  BookingClosed,
  DailyMaximumReached,
  OutsideAvailability,
  QuotaReached,
  SlotPassed,
  SlotTaken,
  TooManyInARow,
} from './booking.refusals.js';
import { BookingsService, type BookingRefusal, type BookMeeting } from './bookings.service.js';
import { Meeting } from './meeting.entity.js';

const now = new Date('2027-05-01T00:00Z');

describe('a booking by standing consent', () => {
  let database: TestDatabase;
  let signals: Signals;
  let account: Account;
  let bookings: BookingsService;
  let forum: Forum;
  let slots: Slot[];
  let own: Company;
  let others: Company[];

  beforeAll(async () => {
    database = await createTestDatabase();
    const { dataSource } = database;
    signals = new Signals(
      { backend: 'postgres', url: database.url },
      createLogger({ processName: 'test', level: 'fatal' }),
    );
    bookings = new BookingsService(dataSource, testAudit, new NotificationsService(dataSource, signals), signals);
    account = await insertAccount(dataSource);
    own = await insertCompany(dataSource);
    others = await Promise.all(Array.from({ length: 3 }, () => insertCompany(dataSource)));
  });
  afterAll(async () => {
    await signals.close();
    await database.close();
  });

  beforeEach(async () => {
    const { dataSource } = database;
    forum = await insertForum(dataSource);
    slots = await insertSlots(dataSource, forum, 4);
    for (const company of [own, ...others]) {
      await insertDelegation(dataSource, forum, company, { participation: { hasStandingConsent: true } });
    }
    await insertTables(dataSource, forum, 1, 2);
    await insertTables(dataSource, forum, 1, 3);
  });

  const book = (
    slotIndex: number,
    other: Company,
    more: Partial<BookMeeting> = {},
    at = now,
  ): Promise<Meeting | BookingRefusal> =>
    bookings.bookMeeting(
      actorOf(account, { companies: [[own, 'member'], ...others.map((one): [Company, 'member'] => [one, 'member'])] }),
      {
        forumId: forum.id,
        companyId: own.id,
        otherCompanyId: other.id,
        slotId: slots[slotIndex]!.id,
        idempotencyKey: randomUUID(),
        ...more,
      },
      at,
    );
  const edit = (company: Company, change: Partial<Delegation>) =>
    database.dataSource.getRepository(Delegation).update({ forumId: forum.id, companyId: company.id }, change);
  const seatsOf = async (meeting: Meeting | BookingRefusal): Promise<number> => {
    expect(meeting).toBeInstanceOf(Meeting);
    const { tableId } = meeting as Meeting;
    return (await database.dataSource.getRepository(ForumTable).findOneByOrFail({ id: tableId })).seats;
  };

  it('takes the two-seat table, then the three-seat table, then offers the nearest free slots', async () => {
    expect(await seatsOf(await book(1, others[0]!))).toBe(2);
    const second = { companyId: others[1]!.id };
    expect(await seatsOf(await book(1, others[2]!, second))).toBe(3);

    const refused = await book(1, others[2]!);
    expect(refused).toBeInstanceOf(SlotTaken);
    expect((refused as SlotTaken).freeSlots.map(({ slotId, freeTableCount }) => [slotId, freeTableCount])).toEqual([
      [slots[0]!.id, 2],
      [slots[2]!.id, 2],
      [slots[3]!.id, 2],
    ]);
  });

  it('is good for one meeting of the same two', async () => {
    const first = await book(0, others[0]!);
    expect(await book(2, others[0]!)).toStrictEqual(new AlreadyBooked((first as Meeting).id));
  });

  it('keeps to what the other wants of its day', async () => {
    const absent = { availability: [{ startsAt: '2027-05-10T06:30:00Z', endsAt: '2027-05-10T08:00:00Z' }] };
    await edit(others[0]!, absent);
    expect(await book(0, others[0]!)).toStrictEqual(new OutsideAvailability([others[0]!.id]));

    await edit(own, { maxInARow: 1 });
    expect(await book(0, others[1]!)).toBeInstanceOf(Meeting);
    expect(await book(1, others[2]!)).toStrictEqual(new TooManyInARow([own.id]));

    await edit(own, { dailyMaximum: 1 });
    expect(await book(2, others[2]!)).toStrictEqual(new DailyMaximumReached([own.id]));
    expect(await database.dataSource.getRepository(Meeting).countBy({ forumId: forum.id })).toBe(1);
  });

  it('stays within the quota of both', async () => {
    const participations = database.dataSource.getRepository(Participation);
    await participations.update({ forumId: forum.id, companyId: others[0]!.id }, { quota: 1 });
    expect(await book(0, others[0]!)).toBeInstanceOf(Meeting);
    const by = { companyId: others[1]!.id };
    expect(await book(1, others[0]!, by)).toStrictEqual(new QuotaReached([others[0]!.id]));
  });

  it('waits for the forum and its booking hours, and never reaches back', async () => {
    const { bookingOpensAt, bookingClosesAt } = forum;
    const closed = new BookingClosed(bookingOpensAt, bookingClosesAt);
    expect(await book(0, others[0]!, {}, new Date(bookingOpensAt.getTime() - 1))).toStrictEqual(closed);
    expect(await book(0, others[0]!, {}, bookingClosesAt)).toStrictEqual(closed);
    const { startsAt } = slots[0]!;
    expect(await book(0, others[0]!, {}, startsAt)).toStrictEqual(new SlotPassed(startsAt));
    await database.dataSource.getRepository(Forum).update({ id: forum.id }, { state: 'scheduling' });
    expect(await book(0, others[0]!)).toStrictEqual(new WrongState('scheduling', ['published', 'running']));
  });

  it('seats the delegation that is named, or whichever is free', async () => {
    const repository = database.dataSource.getRepository(Delegation);
    const first = await repository.findOneByOrFail({ forumId: forum.id, companyId: own.id });
    const { participationId, forumId, companyId } = first;
    const second = await repository.save(repository.create({ participationId, forumId, companyId, name: 'Second' }));
    expect(await book(0, others[0]!, { delegationId: second.id })).toBeInstanceOf(Meeting);
    expect(await book(0, others[1]!, { delegationId: second.id })).toBeInstanceOf(SlotTaken);
    expect(await book(0, others[1]!)).toBeInstanceOf(Meeting);
    const seated: { delegation_id: string }[] = await database.dataSource.query(
      'select delegation_id from attendance where forum_id = $1 and delegation_id = any($2)',
      [forum.id, [first.id, second.id]],
    );
    expect(seated.map((row) => row.delegation_id).sort()).toEqual([first.id, second.id].sort());
  });
});

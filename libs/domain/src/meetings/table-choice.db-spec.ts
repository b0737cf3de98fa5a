import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { insertForum, insertSlots, insertTables, Negotiation, type Member } from '#testing';
import type { Forum } from '../forums/forum.entity.js';
import type { ForumTable, Slot } from '../forums/programme.entities.js';
import { BookingsService, type BookingRefusal } from './bookings.service.js';
import type { Meeting } from './meeting.entity.js';

describe('a booking that names no table, while somebody else is booking', () => {
  let scene: Negotiation;
  let forum: Forum;
  let slot: Slot;
  let tables: ForumTable[];
  let one: Member;
  let other: Member;

  beforeAll(async () => {
    scene = await Negotiation.start();
  });
  afterAll(() => scene.close());
  beforeEach(async () => {
    forum = await insertForum(scene.dataSource);
    [slot] = (await insertSlots(scene.dataSource, forum, 1)) as [Slot];
    tables = await insertTables(scene.dataSource, forum, 2);
    [one, other] = [await scene.join(forum), await scene.join(forum, { hasStandingConsent: true })];
  });

  const book = (): Promise<Meeting | BookingRefusal> =>
    scene.get(BookingsService).bookMeeting(
      one.actor,
      {
        forumId: forum.id,
        companyId: one.company.id,
        otherCompanyId: other.company.id,
        slotId: slot.id,
        idempotencyKey: randomUUID(),
      },
      scene.now,
    );

  /** Does `act` while a transaction holds these tables, as a booking that is not over yet holds its own. */
  const whileHeld = <T>(held: readonly ForumTable[], act: () => Promise<T>): Promise<T> =>
    scene.dataSource.transaction(async (tx) => {
      await tx.query(`select id from forum_table where id = any($1) for no key update`, [held.map(({ id }) => id)]);
      return act();
    });

  it('takes another table at once', async () => {
    const [best, next] = tables;
    const booked = await whileHeld([best!], book);
    expect(booked).toMatchObject({ tableId: next!.id });
  });

  it('waits while every free table is held, and gets one that was only held', async () => {
    let booked: Promise<unknown> = Promise.resolve();
    await whileHeld(tables, async () => {
      booked = book();
      const waiting = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
      while ((await scene.dataSource.query<unknown[]>(waiting)).length === 0) await delay(10);
    });
    expect(await booked).toMatchObject({ tableId: tables[0]!.id });
  });
});

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cutIntoSlots } from '#calendar';
import {
  Attendance,
  Company,
  MeetingRequest,
  Notification,
  Preference,
  Session,
  Slot,
  type Account,
  type Forum,
} from '#domain';
import {
  insertAccount,
  insertAgreedRequest,
  insertCompany,
  insertDelegation,
  insertForum,
  insertTables,
  joinCompany,
  joinForum,
} from '#testing';
import { startTestApi, type TestApi } from './api-harness.js';

const MEETING = `__typename
  ... on Meeting {
    id state sequence uid version cancelReason startsAt slotId
    place { label room link } parties { companyId delegationName }
    atVenue { timeZone start { date time offset } } inMyZone { timeZone start { date time offset } end { time } }
  }
  ... on Refusal { code message }`;
const BOOK = `mutation ($input: BookMeetingInput!) { bookMeeting(input: $input) { ${MEETING} ... on SlotTaken { freeSlots { slotId } } } }`;
const MOVE = `mutation ($input: MoveMeetingInput!) { moveMeeting(input: $input) { ${MEETING} } }`;
const CANCEL = `mutation ($input: CancelMeetingInput!) { cancelMeeting(input: $input) { ${MEETING} } }`;
const AGENDA = `query ($forumId: UUID!) { myAgenda(forumId: $forumId) { id state startsAt place { room } } }`;
const FREE = `query ($forumId: UUID!, $companyIds: [UUID!]!) {
  commonFreeSlots(forumId: $forumId, companyIds: $companyIds) {
    __typename
    ... on FreeSlots { slots { slotId freeTableCount atVenue { start { time offset } } inMyZone { start { time } } } }
    ... on Refusal { code message }
  }
}`;

// The night in which the clocks of Paris are put back: 02:00 to 03:00 is shown twice.
const night = {
  date: '2099-10-25',
  from: '01:30',
  to: '03:30',
  slotMinutes: 30,
  breakMinutes: 0,
  zone: 'Europe/Paris',
};

describe('booking a meeting', () => {
  let api: TestApi;
  let forum: Forum;
  let slots: Slot[];
  let shanghai: Account;
  let nairobi: Account;
  let stranger: Account;
  let organizer: Account;
  let own: Company;
  let other: Company;

  beforeAll(async () => {
    api = await startTestApi();
    const { dataSource } = api;
    forum = await insertForum(dataSource, {
      timeZone: night.zone,
      days: [night.date],
      bookingOpensAt: new Date('2026-01-01T00:00Z'),
      bookingClosesAt: new Date('2099-12-31T00:00Z'),
    });
    slots = await insertNight();
    await insertTables(dataSource, forum, 1);
    [own, other] = [await insertCompany(dataSource), await insertCompany(dataSource)];
    await insertDelegation(dataSource, forum, own);
    await insertDelegation(dataSource, forum, other);
    shanghai = await insertAccount(dataSource, { timeZone: 'Asia/Shanghai' });
    nairobi = await insertAccount(dataSource, { timeZone: 'Africa/Nairobi' });
    stranger = await insertAccount(dataSource);
    organizer = await insertAccount(dataSource);
    await joinCompany(dataSource, shanghai, own);
    await joinCompany(dataSource, nairobi, other, 'member');
    const third = await insertCompany(dataSource);
    await insertDelegation(dataSource, forum, third);
    await joinCompany(dataSource, stranger, third);
    await joinForum(dataSource, organizer, forum);
  });
  afterAll(() => api.close());

  async function insertNight(): Promise<Slot[]> {
    const cut = cutIntoSlots(night);
    const { manager } = api.dataSource;
    const session = await manager.save(
      manager.create(Session, {
        forumId: forum.id,
        name: 'Night',
        date: night.date,
        localStart: night.from,
        localEnd: night.to,
        startsAt: cut[0]!.startsAt,
        endsAt: cut.at(-1)!.endsAt,
      }),
    );
    const inSession = { forumId: forum.id, sessionId: session.id, timeZone: night.zone };
    return manager.save(
      cut.map(({ from: localStart, to: localEnd, ...slot }) =>
        manager.create(Slot, { ...slot, ...inSession, localStart, localEnd }),
      ),
    );
  }

  const insertAgreed = (companies: Company[]) => insertAgreedRequest(api.dataSource, forum, companies);
  const bookingOf = (slot: Slot, more: object = {}) => ({
    input: {
      forumId: forum.id,
      companyId: own.id,
      otherCompanyId: other.id,
      slotId: slot.id,
      idempotencyKey: randomUUID(),
      ...more,
    },
  });
  const stateOf = async ({ id }: MeetingRequest) =>
    (await api.dataSource.getRepository(MeetingRequest).findOneByOrFail({ id })).state;
  const newsOf = async ({ id }: Account) =>
    (
      await api.dataSource.getRepository(Notification).find({ where: { accountId: id }, order: { createdAt: 'ASC' } })
    ).map(({ kind }) => kind);

  it('shows the common free slots on both clocks, also where the venue’s show an hour twice', async () => {
    const { commonFreeSlots } = await api.ask(shanghai, FREE, { forumId: forum.id, companyIds: [own.id, other.id] });
    const shown = commonFreeSlots.slots.map(({ atVenue, inMyZone }: Record<string, any>) => [
      atVenue.start.time,
      atVenue.start.offset,
      inMyZone.start.time,
    ]);
    expect(shown).toEqual([
      ['01:30', '+02:00', '07:30'],
      ['02:00', '+02:00', '08:00'],
      ['02:30', '+02:00', '08:30'],
      ['02:00', '+01:00', '09:00'],
      ['02:30', '+01:00', '09:30'],
      ['03:00', '+01:00', '10:00'],
    ]);
  });

  it('goes from agreement to agenda, and on to another slot and its end', async () => {
    const request = await insertAgreed([other, own]);
    const booking = bookingOf(slots[1]!);
    const { bookMeeting: meeting } = await api.ask(shanghai, BOOK, booking);
    expect(meeting).toMatchObject({
      __typename: 'Meeting',
      state: 'PLANNED',
      sequence: 0,
      place: { label: '2-1', room: 'Hall A', link: null },
      parties: [
        { companyId: own.id, delegationName: 'Delegation' },
        { companyId: other.id, delegationName: 'Delegation' },
      ],
      atVenue: { timeZone: 'Europe/Paris', start: { date: '2099-10-25', time: '02:00', offset: '+02:00' } },
      inMyZone: { timeZone: 'Asia/Shanghai', start: { time: '08:00', offset: '+08:00' }, end: { time: '08:30' } },
    });
    expect(await stateOf(request)).toBe('scheduled');
    expect(await newsOf(nairobi)).toEqual(['meeting.booked']);
    expect(await newsOf(shanghai)).toEqual([]);

    // The same request sent again books nothing more; another finds no agreement left.
    expect((await api.ask(shanghai, BOOK, booking)).bookMeeting.id).toBe(meeting.id);
    expect((await api.ask(shanghai, BOOK, bookingOf(slots[3]!))).bookMeeting.__typename).toBe('AgreementNeeded');

    const entry = { id: meeting.id, state: 'PLANNED', startsAt: meeting.startsAt, place: { room: 'Hall A' } };
    for (const party of [shanghai, nairobi]) {
      expect((await api.ask(party, AGENDA, { forumId: forum.id })).myAgenda).toEqual([entry]);
    }
    expect((await api.ask(stranger, AGENDA, { forumId: forum.id })).myAgenda).toEqual([]);

    const move = { meetingId: meeting.id, slotId: slots[4]!.id, expectedVersion: 1, reason: 'A late train' };
    const { moveMeeting: moved } = await api.ask(nairobi, MOVE, { input: move });
    expect(moved).toMatchObject({ __typename: 'Meeting', sequence: 1, uid: meeting.uid, version: 2 });
    expect(moved.atVenue.start).toEqual({ date: '2099-10-25', time: '02:30', offset: '+01:00' });
    expect((await api.ask(shanghai, MOVE, { input: move })).moveMeeting).toMatchObject({ code: 'EDIT_CONFLICT' });

    const cancel = { meetingId: meeting.id, expectedVersion: 2, reason: 'Illness', isOver: false };
    const { cancelMeeting: cancelled } = await api.ask(organizer, CANCEL, { input: cancel });
    expect(cancelled).toMatchObject({ state: 'CANCELLED', cancelReason: 'Illness', sequence: 2, uid: meeting.uid });
    expect(await api.dataSource.getRepository(Attendance).countBy({ meetingId: meeting.id })).toBe(0);
    expect(await stateOf(request)).toBe('agreed');
    expect(await newsOf(shanghai)).toEqual(['meeting.moved', 'meeting.cancelled']);
    expect(await newsOf(nairobi)).toEqual(['meeting.booked', 'meeting.cancelled']);

    const { bookMeeting: again } = await api.ask(nairobi, BOOK, {
      input: { ...bookingOf(slots[1]!).input, companyId: other.id, otherCompanyId: own.id },
    });
    const ending = { meetingId: again.id, expectedVersion: 1, isOver: true };
    const { cancelMeeting: ended } = await api.ask(nairobi, CANCEL, { input: ending });
    expect(ended).toMatchObject({ state: 'CANCELLED', cancelReason: null });
    expect(await stateOf(request)).toBe('withdrawn');
    expect((await api.ask(shanghai, CANCEL, { input: { ...ending, expectedVersion: 2 } })).cancelMeeting).toMatchObject(
      {
        __typename: 'WrongState',
        code: 'WRONG_STATE',
      },
    );
  });

  it('refuses a taken slot in the reader’s language, with the nearest that are free', async () => {
    await insertAgreed([own, other]);
    const { bookMeeting: meeting } = await api.ask(shanghai, BOOK, bookingOf(slots[2]!));
    await insertAgreed([own, other]);
    const { bookMeeting: refused } = await api.ask(shanghai, BOOK, bookingOf(slots[2]!));
    expect(refused).toMatchObject({ __typename: 'SlotTaken', code: 'SLOT_TAKEN' });
    expect(refused.freeSlots.map(({ slotId }: { slotId: string }) => slotId)).toEqual(
      [slots[1]!, slots[3]!, slots[0]!].sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime()).map(({ id }) => id),
    );
    const { bookMeeting: inChinese } = await api.askIn('zh-CN', shanghai, BOOK, bookingOf(slots[2]!));
    expect(inChinese.message).toBe('该时段已被占用：一方已有其他会谈，或没有空闲的洽谈桌。');
    await api.ask(shanghai, CANCEL, { input: end(meeting.id) });
  });

  it('shows and gives nothing to strangers', async () => {
    await insertAgreed([own, other]);
    const { bookMeeting: meeting } = await api.ask(shanghai, BOOK, bookingOf(slots[0]!));
    const READ = 'query ($id: UUID!) { meeting(id: $id) { id } }';
    const ALL = `query ($forumId: UUID!, $first: Int = 20, $after: String) {
      forumMeetings(forumId: $forumId, first: $first, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } }
    }`;
    const allMeetings = async (first: number, after?: string): Promise<string[]> => {
      const { forumMeetings } = await api.ask(organizer, ALL, { forumId: forum.id, first, after });
      const ids = forumMeetings.nodes.map(({ id }: { id: string }) => id);
      const { hasNextPage, endCursor } = forumMeetings.pageInfo;
      return hasNextPage ? [...ids, ...(await allMeetings(first, endCursor))] : ids;
    };
    const move = { meetingId: meeting.id, slotId: slots[4]!.id, expectedVersion: 1, reason: 'Mischief' };

    expect((await api.ask(nairobi, READ, { id: meeting.id })).meeting.id).toBe(meeting.id);
    expect(await api.codeOf(stranger, READ, { id: meeting.id })).toBe('NOT_FOUND');
    expect(await api.codeOf(null, READ, { id: meeting.id })).toBe('UNAUTHENTICATED');
    expect(await api.codeOf(stranger, MOVE, { input: move })).toBe('NOT_FOUND');
    expect(await api.codeOf(stranger, CANCEL, { input: end(meeting.id) })).toBe('NOT_FOUND');
    expect(await api.codeOf(stranger, BOOK, bookingOf(slots[4]!))).toBe('FORBIDDEN');
    expect(await api.codeOf(stranger, FREE, { forumId: forum.id, companyIds: [own.id, other.id] })).toBe('FORBIDDEN');
    expect(await api.codeOf(shanghai, ALL, { forumId: forum.id })).toBe('FORBIDDEN');

    const inOrder = await allMeetings(100);
    expect(inOrder).toContain(meeting.id);
    expect(await allMeetings(1)).toEqual(inOrder);
    expect(await api.dataSource.getRepository(Attendance).countBy({ meetingId: meeting.id })).toBe(2);
    await api.ask(shanghai, CANCEL, { input: end(meeting.id) });
  });

  it('answers the same for a company that is unknown, not approved, or apart', async () => {
    const { dataSource } = api;
    const [applied, never, blocking] = [
      await insertCompany(dataSource),
      await insertCompany(dataSource),
      await insertCompany(dataSource, { blockedCompanyIds: [own.id] }),
    ];
    await insertDelegation(dataSource, forum, applied, { participation: { state: 'applied' } });
    for (const company of [never, blocking]) await insertDelegation(dataSource, forum, company);
    await dataSource.getRepository(Preference).insert({
      forumId: forum.id,
      companyId: never.id,
      otherCompanyId: own.id,
      value: 'never',
    });
    const unknownId = randomUUID();
    const answers = await Promise.all(
      [unknownId, applied.id, never.id, blocking.id].map(async (otherCompanyId) => {
        const booking = await api.ask(shanghai, BOOK, bookingOf(slots[4]!, { otherCompanyId }));
        const free = await api.ask(shanghai, FREE, { forumId: forum.id, companyIds: [own.id, otherCompanyId] });
        return [booking.bookMeeting, free.commonFreeSlots];
      }),
    );
    const refusal = { __typename: 'NotAvailable', code: 'NOT_AVAILABLE', message: 'This is not available.' };
    expect(answers).toEqual(Array(4).fill([refusal, refusal]));
  });

  it('names what is wrong with an input and writes nothing', async () => {
    const before = await api.dataSource.query('select count(*) from meeting');
    const faultsOf = async (input: object) =>
      (await api.run(shanghai, BOOK, bookingOf(slots[4]!, input))).errors?.[0]?.extensions;
    await insertAgreed([own, other]);
    expect(await faultsOf({ slotId: randomUUID() })).toMatchObject({
      code: 'BAD_USER_INPUT',
      faults: [{ field: 'slotId', allowed: 'a slot of this forum' }],
    });
    expect(await faultsOf({ tableId: randomUUID() })).toMatchObject({ faults: [{ field: 'tableId' }] });
    expect(await faultsOf({ delegationId: randomUUID() })).toMatchObject({ faults: [{ field: 'delegationId' }] });
    expect(await faultsOf({ otherCompanyId: own.id })).toMatchObject({ faults: [{ field: 'otherCompanyId' }] });
    expect(await faultsOf({ idempotencyKey: 'short' })).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(await api.dataSource.query('select count(*) from meeting')).toEqual(before);
  });
});

const end = (meetingId: string) => ({ meetingId, expectedVersion: 1, reason: 'Done', isOver: true });

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { MeetingRequest, type Account, type Forum, type Participation, type Profile } from '#domain';
import { insertAccount, insertForum, joinForum } from '#testing';
import { answerText, startTestApi, type TestApi } from './api-harness.js';
import {
  china,
  developed,
  developing,
  insertMember,
  on,
  operations,
  type Member,
} from './meeting-request-operations.js';

const { ACCEPT, AS_TWO, CHANGE, DECLINE, LEAVE, LIST, PREFERENCES, PROPOSE, READ, SET, SUBSTITUTE, WITHDRAW } =
  operations;

describe('meeting requests', () => {
  let api: TestApi;
  let forum: Forum;
  let staff: Account;
  let a: Member;
  let b: Member;
  let c: Member;
  let d: Member;

  beforeAll(async () => {
    api = await startTestApi();
  });
  afterAll(() => api.close());

  const join = (profile: Partial<Profile>, participation: Partial<Participation> = {}): Promise<Member> =>
    insertMember(api.dataSource, forum, profile, participation);

  beforeEach(async () => {
    forum = await insertForum(api.dataSource, { state: 'matching' });
    staff = await insertAccount(api.dataSource);
    await joinForum(api.dataSource, staff, forum, 'assistant');
    [a, b, c, d] = [await join(china), await join(developed), await join(developing), await join(developing)];
  });

  /** What a member's mutation answers. */
  async function act(by: Member, query: string, input: object): Promise<any> {
    const data = await api.ask(by.account, query, { input: { companyId: by.company.id, ...input } });
    return Object.values(data)[0];
  }

  const propose = (by: Member, others: Member[], more: object = {}): Promise<any> =>
    act(by, PROPOSE, {
      forumId: forum.id,
      otherCompanyIds: others.map(({ company }) => company.id),
      idempotencyKey: randomUUID(),
      ...more,
    });
  const read = async (account: Account | null, id: string): Promise<any> => api.run(account, READ, { id });
  const answersIn = (request: { parties: { companyId: string; answer: string }[] }): Record<string, string> =>
    Object.fromEntries(
      request.parties.map(({ companyId, answer }) => [
        ['a', 'b', 'c', 'd'].find((_, index) => [a, b, c, d][index]!.company.id === companyId)!,
        answer,
      ]),
    );

  it('is agreed only when all three have accepted', async () => {
    let request = await propose(a, [b, c], { message: 'A dam in Naivasha', isOnline: false });
    expect(request).toMatchObject({ __typename: 'MeetingRequest', state: 'PENDING', message: 'A dam in Naivasha' });
    expect(answersIn(request)).toEqual({ a: 'ACCEPTED', b: 'PENDING', c: 'PENDING' });
    expect(request.parties[0]).toMatchObject({ companyId: a.company.id, company: { id: a.company.id } });

    request = await act(b, ACCEPT, on(request));
    expect(request).toMatchObject({ state: 'PENDING' });
    expect(await act(b, ACCEPT, on(request))).toMatchObject({ code: 'ALREADY_ANSWERED' });
    request = await act(c, ACCEPT, on(request));
    expect(request).toMatchObject({ state: 'AGREED' });
    expect(answersIn(request)).toEqual({ a: 'ACCEPTED', b: 'ACCEPTED', c: 'ACCEPTED' });

    const repeated = await propose(b, [c, a]);
    expect(repeated).toMatchObject({ __typename: 'AlreadyRequested', meetingRequestId: request.id });
    expect(await act(a, WITHDRAW, on(request))).toMatchObject({ __typename: 'WrongState' });
  });

  it('goes on with a substitute, whom the ranking names with reasons, and asks all anew', async () => {
    const never = await join(developing);
    await act(never, SET, { forumId: forum.id, otherCompanyId: b.company.id, value: 'NEVER' });
    let request = await propose(a, [b, c]);
    request = await act(b, ACCEPT, on(request));
    request = await act(c, DECLINE, { ...on(request), reason: 'We have a dam.' });
    expect(request).toMatchObject({ state: 'INCOMPLETE' });
    const seenByB = (await read(b.account, request.id)).data.meetingRequest;
    expect(seenByB.parties.find((party: any) => party.answer === 'DECLINED').reason).toBe('We have a dam.');

    const { meetingRequestSubstitutes: substitutes } = await api.ask(
      b.account,
      `query ($id: UUID!) { meetingRequestSubstitutes(meetingRequestId: $id) {
        companyId score index company { id } lines { companyId capability byCompanyId strength }
      } }`,
      { id: request.id },
    );
    expect(substitutes.map((one: any) => one.companyId)).toEqual([d.company.id]);
    expect(substitutes[0].score).toBeGreaterThan(0);
    expect(substitutes[0].lines).toContainEqual(
      expect.objectContaining({ companyId: a.company.id, capability: 'Q01', byCompanyId: b.company.id }),
    );

    expect(await act(b, SUBSTITUTE, { ...on(request), substituteCompanyId: never.company.id })).toMatchObject({
      __typename: 'NotAvailable',
    });
    request = await act(b, SUBSTITUTE, { ...on(request), substituteCompanyId: d.company.id });
    expect(request).toMatchObject({ state: 'PENDING', proposerCompanyId: b.company.id });
    expect(answersIn(request)).toEqual({ b: 'ACCEPTED', a: 'PENDING', d: 'PENDING' });
    // Who has gone is no part of what the others do next.
    expect(await api.codeOf(c.account, READ, { id: request.id })).toBe('NOT_FOUND');
    request = await act(d, ACCEPT, on(request));
    request = await act(a, ACCEPT, on(request));
    expect(request).toMatchObject({ state: 'AGREED' });
  });

  it('goes on as two when a third leaves after agreement, and the other agrees to that', async () => {
    let request = await propose(a, [b, c]);
    request = await act(b, ACCEPT, on(request));
    request = await act(c, ACCEPT, on(request));
    request = await act(a, LEAVE, on(request));
    expect(request).toMatchObject({ state: 'INCOMPLETE' });
    expect(answersIn(request)).toEqual({ a: 'LEFT', b: 'ACCEPTED', c: 'ACCEPTED' });

    request = await act(c, AS_TWO, on(request));
    expect(request).toMatchObject({ state: 'PENDING', proposerCompanyId: c.company.id });
    expect(answersIn(request)).toEqual({ c: 'ACCEPTED', b: 'PENDING' });
    expect(await act(b, ACCEPT, on(request))).toMatchObject({ state: 'AGREED' });
  });

  it('returns the others to pending when the proposer changes it, and ends when it is withdrawn', async () => {
    let request = await propose(a, [b], { message: 'Ten turbines' });
    request = await act(b, ACCEPT, on(request));
    const stale = on(request);
    request = await act(a, CHANGE, { ...on(request), isOnline: true });
    expect(request).toMatchObject({ state: 'PENDING', isOnline: true, message: 'Ten turbines' });
    expect(answersIn(request)).toEqual({ a: 'ACCEPTED', b: 'PENDING' });
    expect(await act(b, ACCEPT, stale)).toMatchObject({ __typename: 'EditConflict' });

    const byOther = { input: { companyId: b.company.id, ...on(request) } };
    expect(await api.codeOf(b.account, CHANGE, byOther)).toBe('FORBIDDEN');
    expect(await act(a, WITHDRAW, on(request))).toMatchObject({ state: 'WITHDRAWN' });
    expect(await propose(b, [a])).toMatchObject({ state: 'PENDING' });
  });

  it('lists what a company is asked for, and to the staff everything but the reasons', async () => {
    const first = await propose(a, [b]);
    const second = await propose(c, [b]);
    await act(b, DECLINE, { ...on(second), reason: 'Not this year.' });
    const listed = async (account: Account, more: object = {}): Promise<any> =>
      (await api.ask(account, LIST, { forumId: forum.id, ...more })).meetingRequests;

    expect((await listed(b.account)).nodes).toEqual([
      { id: second.id, state: 'DECLINED' },
      { id: first.id, state: 'PENDING' },
    ]);
    expect((await listed(a.account)).nodes).toEqual([{ id: first.id, state: 'PENDING' }]);
    expect((await listed(staff)).nodes).toHaveLength(2);
    expect((await listed(staff, { states: ['DECLINED'] })).nodes).toEqual([{ id: second.id, state: 'DECLINED' }]);
    expect((await listed(d.account)).nodes).toEqual([]);
    const page = await listed(b.account, { first: 1 });
    expect(page.pageInfo.hasNextPage).toBe(true);
    expect((await listed(b.account, { first: 1, after: page.pageInfo.endCursor })).nodes).toEqual([
      { id: first.id, state: 'PENDING' },
    ]);
    expect(await api.codeOf(d.account, LIST, { forumId: forum.id, companyId: b.company.id })).toBe('FORBIDDEN');

    const reasonsFor = async (account: Account): Promise<unknown[]> =>
      (await read(account, second.id)).data.meetingRequest.parties.map((party: any) => party.reason);
    expect(await reasonsFor(c.account)).toEqual([null, 'Not this year.']);
    expect(await reasonsFor(staff)).toEqual([null, null]);
  });

  it('tells strangers, another forum’s staff and nobody as much as of an unknown id', async () => {
    const request = await propose(a, [b]);
    const otherStaff = await insertAccount(api.dataSource);
    await joinForum(api.dataSource, otherStaff, await insertForum(api.dataSource));
    const unknown = randomUUID();
    for (const stranger of [d.account, otherStaff]) {
      const known = answerText(await read(stranger, request.id));
      expect(known).toContain('NOT_FOUND');
      expect(known.replaceAll(request.id, unknown)).toBe(answerText(await read(stranger, unknown)));
    }
    expect(await api.codeOf(null, READ, { id: request.id })).toBe('UNAUTHENTICATED');

    const input = (id: string, by: Member): { input: object } => ({
      input: { companyId: by.company.id, ...on({ ...request, id }) },
    });
    for (const query of [ACCEPT, DECLINE, CHANGE, WITHDRAW, LEAVE, AS_TWO]) {
      const known = answerText(await api.run(d.account, query, input(request.id, d)));
      expect(known).toContain('NOT_FOUND');
      expect(known.replaceAll(request.id, unknown)).toBe(
        answerText(await api.run(d.account, query, input(unknown, d))),
      );
      // In the name of a party that is not the actor's.
      const borrowed = answerText(await api.run(d.account, query, input(request.id, b)));
      expect(borrowed).toContain('NOT_FOUND');
      expect(borrowed.replaceAll(request.id, unknown)).toBe(
        answerText(await api.run(d.account, query, input(unknown, b))),
      );
    }
    expect((await read(a.account, request.id)).data.meetingRequest).toMatchObject({
      state: 'PENDING',
      version: request.version,
    });
  });

  it('answers a proposal to whoever blocks, says never or is not approved as one to an unknown id', async () => {
    const blocker = await join({ ...developed, blockedCompanyIds: [a.company.id] });
    const applied = await join(developed, { state: 'applied' });
    await act(b, SET, { forumId: forum.id, otherCompanyId: a.company.id, value: 'NEVER' });
    const toUnknown = await propose(a, [{ company: { id: randomUUID() } } as Member]);
    expect(toUnknown).toMatchObject({ __typename: 'NotAvailable', code: 'NOT_AVAILABLE' });
    for (const other of [blocker, applied, b]) {
      expect(await propose(a, [other])).toEqual(toUnknown);
      expect(await propose(a, [c, other])).toEqual(toUnknown);
    }
    expect(await api.dataSource.getRepository(MeetingRequest).countBy({ forumId: forum.id })).toBe(0);
  });

  it('shows preferences to the members of the company alone', async () => {
    const set = (by: Member, other: Member, value: string): Promise<any> =>
      act(by, SET, { forumId: forum.id, otherCompanyId: other.company.id, value });
    expect(await set(a, b, 'NEVER')).toMatchObject({ __typename: 'Preference', value: 'NEVER' });
    expect(await set(a, b, 'MUST_MEET')).toMatchObject({ __typename: 'Preference', value: 'MUST_MEET' });
    await set(a, c, 'OK');
    const unknown = { company: { id: randomUUID() } } as Member;
    expect(await set(a, unknown, 'OK')).toMatchObject({ __typename: 'NotAvailable' });

    const asked = { forumId: forum.id, companyId: a.company.id };
    const own = async (): Promise<any> => (await api.ask(a.account, PREFERENCES, asked)).preferences.nodes;
    const said = [
      { otherCompanyId: b.company.id, value: 'MUST_MEET' },
      { otherCompanyId: c.company.id, value: 'OK' },
    ].sort((one, other) => (one.otherCompanyId < other.otherCompanyId ? -1 : 1));
    expect(await own()).toEqual(said);
    const administrator = await insertAccount(api.dataSource, { isAdministrator: true });
    for (const account of [b.account, staff, administrator]) {
      expect(await api.codeOf(account, PREFERENCES, asked)).toBe('FORBIDDEN');
    }
    const after = Buffer.from('["x"]').toString('base64url');
    expect(await api.codeOf(a.account, PREFERENCES, { ...asked, after })).toBe('BAD_USER_INPUT');

    await api.ask(a.account, 'mutation ($input: PreferenceKeyInput!) { clearPreference(input: $input) }', {
      input: { ...asked, otherCompanyId: b.company.id },
    });
    expect(await own()).toEqual([{ otherCompanyId: c.company.id, value: 'OK' }]);
  });

  it('sends a request as it is, then each change, to its parties alone', async () => {
    const request = await propose(a, [b]);
    const WATCH = 'subscription ($id: UUID!) { meetingRequestChanged(id: $id) { state version } }';
    const changes = api.subscribe(b.account, WATCH, { id: request.id });
    expect((await changes.next()).value.data).toEqual({
      meetingRequestChanged: { state: 'PENDING', version: request.version },
    });
    const { version } = await act(b, ACCEPT, on(request));
    expect((await changes.next()).value.data).toEqual({ meetingRequestChanged: { state: 'AGREED', version } });
    await changes.return?.();

    const toStranger = async (id: string): Promise<string> =>
      answerText((await api.subscribe(d.account, WATCH, { id }).next()).value.errors);
    const unknown = randomUUID();
    expect(await toStranger(request.id)).toContain('There is no meeting request');
    expect((await toStranger(request.id)).replaceAll(request.id, unknown)).toBe(await toStranger(unknown));
  });

  it('refuses bad input with the field and what is allowed, in both languages, and writes nothing', async () => {
    const input = { forumId: forum.id, companyId: a.company.id, idempotencyKey: randomUUID() };
    const faultsOf = async (more: object): Promise<unknown> =>
      (await api.run(a.account, PROPOSE, { input: { ...input, ...more } })).errors?.[0]?.extensions.faults?.[0]?.field;
    expect(await faultsOf({ otherCompanyIds: [] })).toBe('otherCompanyIds');
    expect(await faultsOf({ otherCompanyIds: [a.company.id] })).toBe('otherCompanyIds');
    expect(await faultsOf({ otherCompanyIds: [b.company.id, b.company.id] })).toBe('otherCompanyIds');
    expect(await faultsOf({ otherCompanyIds: [b.company.id], message: 'x'.repeat(2001) })).toBe('message');
    expect(await faultsOf({ otherCompanyIds: [b.company.id], subForumId: randomUUID() })).toBe('subForumId');
    expect(await api.dataSource.getRepository(MeetingRequest).countBy({ forumId: forum.id })).toBe(0);

    const once = { idempotencyKey: randomUUID() };
    const [first, again] = [await propose(a, [b], once), await propose(a, [b], once)];
    expect(again.id).toBe(first.id);
    const { proposeMeeting: refused } = await api.askIn('zh-CN', a.account, PROPOSE, {
      input: { ...input, otherCompanyIds: [b.company.id], idempotencyKey: randomUUID() },
    });
    expect(refused.message).toBe('这些企业之间已有进行中的会谈申请或会谈。');
  });

  it('refuses where the forum is not negotiating', async () => {
    await api.dataSource.query(`update forum set state = 'registration' where id = $1`, [forum.id]);
    expect(await propose(a, [b])).toMatchObject({ __typename: 'WrongState' });
  });
});

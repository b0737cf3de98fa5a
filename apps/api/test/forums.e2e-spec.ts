import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Account, Company } from '#domain';
import { countRows, insertAccount, insertCompany, joinCompany } from '#testing';
import { answerText, startTestApi, type TestApi } from './api-harness.js';

const CREATE_FORUM = `mutation ($input: ForumTemplateInput!, $key: String!) {
  createForum(input: $input, idempotencyKey: $key) { __typename ... on Forum { id version state banner days } }
}`;
const ADVANCE = `mutation ($forumId: UUID!, $to: ForumState!, $version: Int!) {
  advanceForum(forumId: $forumId, to: $to, expectedVersion: $version) {
    __typename ... on Forum { version state } ... on Refusal { code message }
  }
}`;
const PROGRAMME = `query ($forumId: UUID!) {
  forumProgramme(forumId: $forumId) {
    forum { nameEn }
    subForums { nameZh }
    sessions { name date localStart slots { startsAt localStart timeZone } }
    tables { label place link seats }
  }
}`;
const APPLY = `mutation ($input: ApplicationInput!, $key: String!) {
  applyToForum(input: $input, idempotencyKey: $key) {
    __typename ... on Participation { id state version } ... on Refusal { code message }
  }
}`;
const APPROVE = `mutation ($id: UUID!, $version: Int!) {
  approveParticipation(participationId: $id, expectedVersion: $version) {
    __typename ... on Participation { state version delegations { id name version } } ... on Refusal { code }
  }
}`;
const LIST = `query ($forumId: UUID!, $first: Int) {
  participations(forumId: $forumId, state: APPROVED, first: $first) {
    nodes { id company { id } profile { nameEn } delegations { name languages } forum { nameEn } }
  }
}`;

const template = {
  nameEn: 'Third markets',
  nameZh: '第三方市场',
  theme: 'Energy',
  place: 'Nairobi',
  timeZone: 'Africa/Nairobi',
  days: ['2027-05-10', '2027-05-11'],
  bannerEn: 'Answers are assumed.',
  bannerZh: '答复均为假设。',
  subForums: [{ key: 'energy', nameEn: 'Energy', nameZh: '能源', theme: 'Power plants' }],
  sessions: [{ name: 'Morning', from: '09:00', to: '10:00', slotMinutes: 25, breakMinutes: 5, subForumKey: 'energy' }],
  tables: [
    { label: 'A', count: 2, place: 'ROOM', room: 'Hall A', seats: 3 },
    { label: 'Online', place: 'ONLINE', link: 'https://meet.example/1', seats: 2 },
  ],
  bookingRules: {
    opensAt: '2027-01-01T00:00:00Z',
    closesAt: '2027-05-09T00:00:00Z',
    requestExpiryHours: 72,
    dailyMaximum: 8,
  },
};

describe('setting up a forum', () => {
  let api: TestApi;
  let organizer: Account;
  let member: Account;
  let stranger: Account;
  let company: Company;
  let forumId: string;

  beforeAll(async () => {
    api = await startTestApi();
    const { dataSource } = api;
    organizer = await insertAccount(dataSource);
    member = await insertAccount(dataSource);
    stranger = await insertAccount(dataSource);
    company = await insertCompany(dataSource, { nameEn: 'Lake Power' });
    await joinCompany(dataSource, member, company, 'member');
    await joinCompany(dataSource, stranger, await insertCompany(dataSource));
    const { createForum } = await api.ask(organizer, CREATE_FORUM, { input: template, key: 'forum-key-1' });
    expect(createForum).toMatchObject({
      __typename: 'Forum',
      state: 'DRAFT',
      banner: 'Answers are assumed.',
      days: ['2027-05-10', '2027-05-11'],
    });
    forumId = createForum.id as string;
  });
  afterAll(() => api.close());

  let keys = 0;
  const nextKey = () => `forums-e2e-${++keys}`;
  const ours = ['forum', 'session', 'slot', 'forum_table', 'participation', 'delegation', 'audit_entry'];
  const countOurs = () => countRows(api.dataSource, ours);
  const advance = async (to: string) => {
    const { forum } = await api.ask(organizer, 'query ($id: UUID!) { forum(id: $id) { version } }', { id: forumId });
    return (await api.ask(organizer, ADVANCE, { forumId, to, version: forum.version })).advanceForum;
  };

  it('shows the programme of a draft to its organizer, and to others nothing at all', async () => {
    const { forumProgramme } = await api.ask(organizer, PROGRAMME, { forumId });
    expect(forumProgramme.sessions).toEqual([
      {
        name: 'Morning',
        date: '2027-05-10',
        localStart: '09:00',
        slots: [
          { startsAt: '2027-05-10T06:00:00.000Z', localStart: '09:00', timeZone: 'Africa/Nairobi' },
          { startsAt: '2027-05-10T06:30:00.000Z', localStart: '09:30', timeZone: 'Africa/Nairobi' },
        ],
      },
      expect.objectContaining({ date: '2027-05-11' }),
    ]);
    expect(forumProgramme.tables).toContainEqual(expect.objectContaining({ link: 'https://meet.example/1' }));

    const hidden = await api.run(stranger, PROGRAMME, { forumId });
    const unknownId = 'aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa';
    const unknown = await api.run(stranger, PROGRAMME, { forumId: unknownId });
    expect(hidden.errors![0]!.extensions).toMatchObject({ code: 'NOT_FOUND' });
    expect(answerText(hidden.errors).replaceAll(forumId, unknownId)).toBe(answerText(unknown.errors));
    expect((await api.ask(stranger, '{ forums { nodes { id } } }')).forums.nodes).toEqual([]);
    expect((await api.ask(organizer, '{ forums { nodes { id } } }')).forums.nodes).toEqual([{ id: forumId }]);
  });

  it('names the fields of a template at fault, at the door and behind it, and writes nothing', async () => {
    const before = await countOurs();
    const run = (input: object) =>
      api.run(organizer, CREATE_FORUM, { input: { ...template, ...input }, key: nextKey() });
    const atDoor = await run({ tables: [{ label: 'A', place: 'ROOM', room: 'Hall', seats: 5 }] });
    expect(atDoor.errors![0]!.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      faults: [{ field: 'tables[0].seats' }],
    });
    const night = { ...template.sessions[0], from: '02:30', to: '04:00' };
    const skipped = await run({ timeZone: 'Europe/Berlin', days: ['2027-03-28'], sessions: [night] });
    expect(skipped.errors![0]!.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      faults: [{ field: 'sessions[0].from', allowed: expect.stringContaining('03:30') }],
    });
    expect(await countOurs()).toEqual(before);
  });

  it('goes from registration over application and approval to delegations, for those concerned alone', async () => {
    expect(await advance('REGISTRATION')).toMatchObject({ __typename: 'Forum', state: 'REGISTRATION' });
    expect((await api.ask(stranger, '{ forums { nodes { id } } }')).forums.nodes).toEqual([{ id: forumId }]);

    const input = { forumId, companyId: company.id };
    const { applyToForum: applied } = await api.ask(member, APPLY, { input, key: nextKey() });
    expect(applied).toMatchObject({ __typename: 'Participation', state: 'APPLIED' });
    const twice = await api.ask(member, APPLY, { input, key: nextKey() });
    expect(twice.applyToForum).toEqual({
      __typename: 'AlreadyApplied',
      code: 'ALREADY_APPLIED',
      message: 'The company has applied to this forum; its participation is applied.',
    });

    const approval = { id: applied.id, version: applied.version };
    const before = await countOurs();
    for (const outsider of [stranger, member, null]) {
      expect(await api.codeOf(outsider, APPROVE, approval)).toBe(outsider ? 'FORBIDDEN' : 'UNAUTHENTICATED');
      expect((await api.run(outsider, LIST, { forumId })).data).toBeNull();
    }
    expect(await api.codeOf(stranger, APPLY, { input, key: nextKey() })).toBe('FORBIDDEN');
    const one = 'query ($id: UUID!) { participation(id: $id) { id } }';
    expect(await api.codeOf(stranger, one, { id: applied.id })).toBe('NOT_FOUND');
    expect(await countOurs()).toEqual(before);

    const { approveParticipation: approved } = await api.ask(organizer, APPROVE, approval);
    expect(approved).toMatchObject({ state: 'APPROVED', delegations: [{ name: 'Lake Power' }] });
    const links = (await api.ask(member, PROGRAMME, { forumId })).forumProgramme.tables;
    expect(links).toContainEqual(expect.objectContaining({ link: 'https://meet.example/1' }));
    const strangersLinks = (await api.ask(stranger, PROGRAMME, { forumId })).forumProgramme.tables;
    expect(strangersLinks.map(({ link }: { link: string | null }) => link)).toEqual([null, null, null]);

    const edited = await api.ask(
      member,
      `mutation ($id: UUID!, $input: DelegationInput!, $version: Int!) {
        editDelegation(delegationId: $id, input: $input, expectedVersion: $version) {
          __typename ... on Delegation { name languages availability { startsAt endsAt } pauses { startsAt } }
        }
      }`,
      {
        id: approved.delegations[0].id,
        version: approved.delegations[0].version,
        input: {
          name: 'Morning team',
          languages: ['sw'],
          availability: [{ startsAt: '2027-05-10T09:00:00+03:00', endsAt: '2027-05-10T12:00:00+03:00' }],
        },
      },
    );
    expect(edited.editDelegation).toEqual({
      __typename: 'Delegation',
      name: 'Morning team',
      languages: ['sw'],
      availability: [{ startsAt: '2027-05-10T06:00:00.000Z', endsAt: '2027-05-10T09:00:00.000Z' }],
      pauses: [],
    });
    expect((await api.ask(organizer, LIST, { forumId })).participations.nodes).toEqual([
      {
        id: applied.id,
        company: { id: company.id },
        profile: { nameEn: 'Lake Power' },
        delegations: [{ name: 'Morning team', languages: ['sw'] }],
        forum: { nameEn: 'Third markets' },
      },
    ]);
    expect((await api.ask(member, '{ myParticipations { id } }')).myParticipations).toEqual([{ id: applied.id }]);
  });

  it('refuses in the language of the reader', async () => {
    expect(await api.askIn('zh-CN', organizer, ADVANCE, { forumId, to: 'PUBLISHED', version: 2 })).toEqual({
      advanceForum: {
        __typename: 'PublishedBySchedule',
        code: 'PUBLISHED_BY_SCHEDULE',
        message: '论坛须通过批准日程来发布。',
      },
    });
  });

  it('reads a page of participations with as many queries for five as for one', async () => {
    const countQueries = async (): Promise<number> => {
      let count = 0;
      const { logger } = api.dataSource;
      api.dataSource.logger = Object.create(logger, { logQuery: { value: () => count++ } }) as typeof logger;
      await api.ask(organizer, LIST, { forumId, first: 10 });
      api.dataSource.logger = logger;
      return count;
    };
    const one = await countQueries();
    for (let more = 0; more < 4; more++) {
      const another = await insertCompany(api.dataSource);
      await joinCompany(api.dataSource, member, another);
      const input = { forumId, companyId: another.id };
      const { applyToForum } = await api.ask(member, APPLY, { input, key: nextKey() });
      await api.ask(organizer, APPROVE, { id: applyToForum.id, version: applyToForum.version });
    }
    expect((await api.ask(organizer, LIST, { forumId, first: 10 })).participations.nodes).toHaveLength(5);
    expect(await countQueries()).toBe(one);
    expect(one).toBeGreaterThan(3);
  });
});

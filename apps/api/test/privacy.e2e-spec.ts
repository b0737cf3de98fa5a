import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  Company,
  CompanyVersion,
  DataExportsService,
  MeetingRequest,
  MeetingRequestParty,
  refreshDirectoryEntry,
  type Account,
  type Forum,
} from '#domain';
import { OutboxJob } from '#jobs';
import { insertAccount, insertCompany, insertDelegation, insertForum, joinCompany, joinForum } from '#testing';
import { startTestApi, type TestApi } from './api-harness.js';

const COMPANY = `query ($id: UUID!) {
  company(id: $id) { profile { nameEn website texts { text } markets } contact { name email phone } }
}`;
const SEARCH = `query ($query: DirectoryQuery) {
  searchDirectory(query: $query) { nodes { profile { nameEn website texts { text } } contact { email } } }
}`;
const PARTICIPATIONS = `query ($forumId: UUID!) {
  participations(forumId: $forumId) { nodes { profile { nameEn website texts { text } } } }
}`;
const SET_VISIBILITY = `mutation ($id: UUID!, $fields: [FieldVisibilityInput!]!, $version: Int!) {
  setCompanyVisibility(id: $id, input: { fields: $fields }, expectedVersion: $version) {
    __typename ... on Company { file { version visibility { field level } } }
  }
}`;
const SET_CONTACT = `mutation ($id: UUID!, $input: CompanyContactInput!, $version: Int!) {
  setCompanyContact(id: $id, input: $input, expectedVersion: $version) { __typename ... on Company { contact { email } } }
}`;
const EXPORT = `mutation ($companyId: UUID, $key: String!) {
  requestDataExport(companyId: $companyId, idempotencyKey: $key) { __typename ... on DataExport { id state } }
}`;

describe('privacy through the API', () => {
  let api: TestApi;
  let forum: Forum;
  let company: Company;
  let owner: Account;
  /** At the same forum, and at none. */
  let participant: Account;
  let participantCompany: Company;
  let stranger: Account;
  let organizer: Account;
  let administrator: Account;

  beforeAll(async () => {
    api = await startTestApi();
    const { dataSource } = api;
    [owner, participant, stranger] = [
      await insertAccount(dataSource),
      await insertAccount(dataSource),
      await insertAccount(dataSource),
    ];
    organizer = await insertAccount(dataSource);
    administrator = await insertAccount(dataSource, { isAdministrator: true });
    forum = await insertForum(dataSource);
    await joinForum(dataSource, organizer, forum);
    company = await insertCompany(dataSource, {
      nameEn: 'Guarded Works',
      website: 'https://guarded.example/',
      texts: { en: 'Makes penstocks.' },
    });
    participantCompany = await insertCompany(dataSource);
    await joinCompany(dataSource, owner, company);
    await joinCompany(dataSource, participant, participantCompany);
    await joinCompany(dataSource, stranger, await insertCompany(dataSource));
    for (const one of [company, participantCompany]) await insertDelegation(dataSource, forum, one);
    const version = await dataSource.manager.findOneByOrFail(CompanyVersion, { companyId: company.id });
    await refreshDirectoryEntry(dataSource.manager, version);
  });
  afterAll(() => api.close());

  const profileFor = async (account: Account) => (await api.ask(account, COMPANY, { id: company.id })).company;
  const found = async (account: Account, text: string) =>
    (await api.ask(account, SEARCH, { query: { text } })).searchDirectory.nodes;
  const versionOf = async (): Promise<number> =>
    (await api.dataSource.getRepository(Company).findOneByOrFail({ id: company.id })).version;
  const guard = async (fields: { field: string; level: string }[]): Promise<void> => {
    const set = await api.ask(owner, SET_VISIBILITY, { id: company.id, fields, version: await versionOf() });
    expect(set.setCompanyVisibility.__typename).toBe('Company');
  };

  it('shows each field to whom the company lets see it, in the directory too, and finds no hidden words', async () => {
    const open = {
      nameEn: 'Guarded Works',
      website: 'https://guarded.example/',
      texts: [{ text: 'Makes penstocks.' }],
    };
    expect((await profileFor(stranger)).profile).toMatchObject(open);
    expect(await found(stranger, 'penstocks')).toHaveLength(1);

    await guard([
      { field: 'TEXTS', level: 'PARTICIPANTS' },
      { field: 'WEBSITE', level: 'NOBODY' },
    ]);
    const hidden = { nameEn: 'Guarded Works', website: null, texts: [] };
    expect((await profileFor(stranger)).profile).toMatchObject(hidden);
    expect((await profileFor(participant)).profile).toMatchObject({ ...open, website: null });
    expect((await profileFor(organizer)).profile).toMatchObject({ ...open, website: null });
    expect((await profileFor(owner)).profile).toMatchObject(open);
    expect((await profileFor(administrator)).profile).toMatchObject(open);
    const { participations } = await api.ask(organizer, PARTICIPATIONS, { forumId: forum.id });
    const texts = [{ text: 'Makes penstocks.' }];
    expect(participations.nodes).toContainEqual({ profile: { nameEn: 'Guarded Works', website: null, texts } });
    expect(await found(stranger, 'penstocks')).toStrictEqual([]);
    expect(await found(stranger, 'Guarded')).toStrictEqual([{ profile: hidden, contact: null }]);
    expect(await found(participant, 'Guarded')).toStrictEqual([{ profile: { ...open, website: null }, contact: null }]);
  });

  it('shows contact data to those who have agreed to meet, for as long as that stands', async () => {
    const contact = { name: 'Ms Contact', email: 'Contact@Guarded.example', phone: '+254 20 1234567' };
    await api.ask(owner, SET_CONTACT, { id: company.id, input: contact, version: await versionOf() });
    const shown = { ...contact, email: 'contact@guarded.example' };
    expect((await profileFor(owner)).contact).toStrictEqual(shown);
    for (const other of [stranger, participant, organizer]) expect((await profileFor(other)).contact).toBeNull();

    const requests = api.dataSource.getRepository(MeetingRequest);
    const request = await requests.save(
      requests.create({ forumId: forum.id, proposerCompanyId: company.id, expiresAt: new Date('2099-01-01T00:00Z') }),
    );
    await api.dataSource.getRepository(MeetingRequestParty).insert(
      [company, participantCompany].map(({ id }) => ({
        meetingRequestId: request.id,
        companyId: id,
        answer: 'accepted' as const,
      })),
    );
    expect((await profileFor(participant)).contact).toBeNull();
    await requests.update({ id: request.id }, { state: 'agreed' });
    expect((await profileFor(participant)).contact).toStrictEqual(shown);
    expect(await found(participant, 'Guarded')).toMatchObject([{ contact: { email: shown.email } }]);
    expect((await profileFor(stranger)).contact).toBeNull();

    await guard([{ field: 'CONTACT', level: 'NOBODY' }]);
    expect((await profileFor(participant)).contact).toBeNull();
    await guard([{ field: 'CONTACT', level: 'AGREED' }]);
    expect((await profileFor(participant)).contact).toStrictEqual(shown);
    await requests.update({ id: request.id }, { state: 'withdrawn' });
    expect((await profileFor(participant)).contact).toBeNull();
  });

  it('refuses contact data that would be everybody’s, what is no contact, and other companies’ people', async () => {
    const version = await versionOf();
    const open = { id: company.id, fields: [{ field: 'CONTACT', level: 'PUBLIC' }], version };
    expect((await api.run(owner, SET_VISIBILITY, open)).errors![0]!.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      faults: [{ field: 'contact', allowed: 'agreed, nobody' }],
    });
    const wrong = { id: company.id, input: { email: 'no address', phone: '12a' }, version };
    const { faults } = (await api.run(owner, SET_CONTACT, wrong)).errors![0]!.extensions;
    expect(faults.map(({ field }: { field: string }) => field)).toStrictEqual(['email', 'phone']);
    expect(await api.codeOf(participant, SET_CONTACT, { id: company.id, input: {}, version })).toBe('FORBIDDEN');
  });

  it('gives an export to the one who asked, as a file, and to nobody else', async () => {
    const { requestDataExport } = await api.ask(participant, EXPORT, { key: randomUUID() });
    expect(requestDataExport).toMatchObject({ __typename: 'DataExport', state: 'QUEUED' });
    const { id } = requestDataExport;
    const job = await api.dataSource.manager.findOneByOrFail(OutboxJob, { payload: { dataExportId: id } });
    const fetchAs = async (account: Account | null, path = id) =>
      fetch(`${api.url}/exports/${path}`, {
        headers: account ? { authorization: await api.authorizationOf(account) } : {},
      });
    expect((await fetchAs(participant)).status).toBe(404);
    await api.get(DataExportsService).run(id, job.id, new Date());
    const file = await fetchAs(participant);
    expect(file.headers.get('content-type')).toBe('application/zip');
    expect(
      Buffer.from(await file.arrayBuffer())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK');
    expect((await fetchAs(null)).status).toBe(401);
    for (const other of [administrator, organizer]) expect((await fetchAs(other)).status).toBe(404);
    expect((await fetchAs(participant, 'x')).status).toBe(404);
    const theirs = { companyId: company.id, key: randomUUID() };
    expect(await api.codeOf(participant, EXPORT, theirs)).toBe('NOT_FOUND');
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Account, type Company, type Forum } from '#domain';
import { insertAccount, insertCompany, insertForum, joinCompany, joinForum } from '#testing';
import { startTestApi, type GraphqlAnswer, type TestApi } from './api-harness.js';
import { listOperations } from './declared-access.js';

const CREATE = `mutation ($input: CreateApiKeyInput!) {
  createApiKey(input: $input) { __typename ... on MadeApiKey { token apiKey { id start scopes lastUsedAt } } ... on Refusal { code } }
}`;

describe('API keys', () => {
  let api: TestApi;
  let owner: Account;
  let company: Company;
  let forum: Forum;

  beforeAll(async () => {
    api = await startTestApi();
    owner = await insertAccount(api.dataSource, { isAdministrator: true });
    company = await insertCompany(api.dataSource);
    forum = await insertForum(api.dataSource);
    await joinCompany(api.dataSource, owner, company);
    await joinForum(api.dataSource, owner, forum);
  });
  afterAll(() => api.close());

  const makeKey = async (input: Record<string, unknown>) =>
    (await api.ask(owner, CREATE, { input: { name: 'Board', ...input } })).createApiKey;
  const runWith = (token: string, query: string): Promise<GraphqlAnswer> => api.runWith(`Bearer ${token}`, query);
  const codeOf = ({ errors }: GraphqlAnswer) => errors?.[0]?.extensions.code;

  const AGENDA = '{ myAgenda(forumId: "$forum") { id } }';
  const DIRECTORY = '{ searchDirectory(first: 1) { nodes { id } } }';

  it('open the operations of their scopes and no others', async () => {
    const { token, apiKey } = await makeKey({ companyId: company.id, scopes: ['READ_MEETINGS'] });
    expect(apiKey).toMatchObject({ start: token.slice(0, 8), scopes: ['READ_MEETINGS'], lastUsedAt: null });
    const agenda = AGENDA.replace('$forum', forum.id);
    expect(await runWith(token, agenda)).toEqual({ data: { myAgenda: [] } });
    expect(codeOf(await runWith(token, DIRECTORY))).toBe('FORBIDDEN');

    const directory = await makeKey({ companyId: company.id, scopes: ['READ_DIRECTORY'] });
    expect((await runWith(directory.token, DIRECTORY)).errors).toBeUndefined();
    expect(codeOf(await runWith(directory.token, agenda))).toBe('FORBIDDEN');

    const { companyApiKeys } = await api.ask(
      owner,
      'query ($id: UUID!) { companyApiKeys(companyId: $id) { id lastUsedAt } }',
      {
        id: company.id,
      },
    );
    expect(companyApiKeys).toContainEqual({ id: apiKey.id, lastUsedAt: expect.any(String) });
  });

  it('open no operation that manages accounts, sign-ins or keys, though their maker is an administrator', async () => {
    const scopes = ['READ_DIRECTORY', 'READ_MATCHES', 'READ_MEETINGS', 'BOOK_MEETINGS'];
    const { token } = await makeKey({ companyId: company.id, scopes });
    for (const query of [
      '{ me { id } }',
      '{ mySignIns { id } }',
      '{ mySecondFactor { state } }',
      'mutation { endOtherSignIns }',
      'mutation { enrolSecondFactor(password: "x") { __typename } }',
      `mutation { createAccount(input: { email: "a@b.example", displayName: "A", password: "long enough password" }) { __typename } }`,
      `{ companyApiKeys(companyId: "${company.id}") { id } }`,
      `mutation { createApiKey(input: { companyId: "${company.id}", name: "B", scopes: [READ_DIRECTORY] }) { __typename } }`,
      `mutation { setCompanyMember(id: "${company.id}", accountId: "${owner.id}", role: OWNER) { __typename } }`,
    ]) {
      // A person with the maker's roles gets past the guard.
      const asPerson = codeOf(await api.run(owner, query));
      expect(['FORBIDDEN', 'UNAUTHENTICATED', 'GRAPHQL_VALIDATION_FAILED']).not.toContain(asPerson);
      expect([query, codeOf(await runWith(token, query))]).toEqual([query, 'FORBIDDEN']);
    }
  });

  it('see a company as others do, not its file', async () => {
    const { token } = await makeKey({ companyId: company.id, scopes: ['READ_DIRECTORY'] });
    const FILE = `{ company(id: "${company.id}") { profile { nameEn } file { blockedCompanyIds } } }`;
    expect((await api.ask(owner, FILE)).company.file).not.toBeNull();
    expect((await runWith(token, FILE)).data!.company).toMatchObject({
      profile: { nameEn: expect.any(String) },
      file: null,
    });
  });

  it('are declared, and nothing that changes who may sign in is open to them', () => {
    const open = listOperations(api.get).filter(({ scope }) => scope !== undefined && scope !== 'none');
    expect(open.length).toBeGreaterThan(10);
    expect(open.filter(({ rule }) => rule === 'anyone' || rule === undefined)).toEqual([]);
    const writing = open.filter(({ kind }) => kind === 'Mutation').map(({ name, scope }) => [name, scope]);
    expect(writing).toEqual([
      ['bookMeeting', 'meetings:book'],
      ['cancelMeeting', 'meetings:book'],
      ['moveMeeting', 'meetings:book'],
    ]);
  });

  it('are refused when unknown, and end at once when revoked', async () => {
    const { token, apiKey } = await makeKey({ forumId: forum.id, scopes: ['READ_SCHEDULE'] });
    const query = `{ forumMeetings(forumId: "${forum.id}", first: 1) { nodes { id } } }`;
    expect((await runWith(token, query)).errors).toBeUndefined();
    expect(codeOf(await runWith(`${token}x`, query))).toBe('UNAUTHENTICATED');
    await api.ask(owner, 'mutation ($id: UUID!) { revokeApiKey(id: $id) { revokedAt } }', { id: apiKey.id });
    expect(codeOf(await runWith(token, query))).toBe('UNAUTHENTICATED');
  });
});

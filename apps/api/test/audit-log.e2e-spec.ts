import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AuditSealingService, Company, type Account, type Forum } from '#domain';
import { insertAccount, insertCompany, insertForum, joinCompany, joinForum, testAudit, testPersonKeys } from '#testing';
import { startTestApi, type TestApi } from './api-harness.js';

const LOG = `query ($forumId: UUID, $filter: AuditFilter, $first: Int, $after: String) {
  auditLog(forumId: $forumId, filter: $filter, first: $first, after: $after) {
    nodes { action accountName values { field before after } isErased seal { position } }
    pageInfo { hasNextPage endCursor }
  }
}`;
const ERASE = `mutation ($id: UUID!) {
  eraseAccount(accountId: $id) { __typename ... on AccountNeeded { companyIds message } }
}`;

describe('the audit log through the API', () => {
  let api: TestApi;
  let forum: Forum;
  let company: Company;
  let owner: Account;
  let organizer: Account;
  let administrator: Account;

  beforeAll(async () => {
    api = await startTestApi();
    const { dataSource } = api;
    owner = await insertAccount(dataSource);
    organizer = await insertAccount(dataSource, { displayName: '=Organizer' });
    administrator = await insertAccount(dataSource, { isAdministrator: true });
    forum = await insertForum(dataSource);
    await joinForum(dataSource, organizer, forum);
    company = await insertCompany(dataSource);
    await joinCompany(dataSource, owner, company);
  });
  afterAll(() => api.close());

  it('lets organizers read the log of their forum, by filter and page, and nobody else', async () => {
    const subjectId = randomUUID();
    await api.dataSource.transaction(async (tx) => {
      const by = { accountId: organizer.id, subjectType: 'participation', subjectId, forumId: forum.id };
      await testAudit.record(tx, {
        ...by,
        action: 'participation.declined',
        before: { state: 'applied' },
        personal: { reason: '+cmd' },
      });
      await testAudit.record(tx, { ...by, action: 'meeting.moved', after: { slotId: 'x' } });
      await testAudit.record(tx, { ...by, action: 'meeting.cancelled' });
      await testAudit.record(tx, { ...by, action: 'elsewhere.done', forumId: randomUUID() });
    });
    await api.get(AuditSealingService).seal(new Date());
    const read = async (account: Account, variables: object) =>
      (await api.ask(account, LOG, variables as Record<string, unknown>)).auditLog;

    const all = await read(organizer, { forumId: forum.id, filter: { subjectId } });
    expect(all.nodes.map(({ action }: { action: string }) => action)).toStrictEqual([
      'meeting.cancelled',
      'meeting.moved',
      'participation.declined',
    ]);
    expect(all.nodes[2]).toMatchObject({
      accountName: '=Organizer',
      isErased: false,
      seal: { position: expect.any(Number) },
      values: [
        { field: 'state', before: '"applied"', after: null },
        { field: 'reason', before: null, after: '"+cmd"' },
      ],
    });
    const meetings = { forumId: forum.id, filter: { subjectId, actions: ['meeting'], accountId: organizer.id } };
    const first = await read(organizer, { ...meetings, first: 1 });
    expect(first).toMatchObject({ nodes: [{ action: 'meeting.cancelled' }], pageInfo: { hasNextPage: true } });
    const rest = await read(organizer, { ...meetings, first: 1, after: first.pageInfo.endCursor });
    expect(rest).toMatchObject({ nodes: [{ action: 'meeting.moved' }], pageInfo: { hasNextPage: false } });
    const early = { forumId: forum.id, filter: { subjectId, until: '2020-01-01T00:00:00Z' } };
    expect((await read(organizer, early)).nodes).toStrictEqual([]);
    expect((await read(administrator, { filter: { subjectId } })).nodes).toHaveLength(4);

    const other = await insertForum(api.dataSource);
    for (const forumId of [other.id, randomUUID()]) {
      const refused = await api.run(organizer, LOG, { forumId });
      expect(refused.errors![0]!.extensions).toMatchObject({ code: 'NOT_FOUND', kind: 'forum', id: forumId });
    }
    expect(await api.codeOf(organizer, LOG)).toBe('FORBIDDEN');
    expect(await api.codeOf(owner, LOG, { forumId: forum.id })).toBe('FORBIDDEN');

    const csv = await fetch(`${api.url}/audit.csv?forumId=${forum.id}&actions=participation,meeting.moved`, {
      headers: { authorization: await api.authorizationOf(organizer) },
    });
    const text = await csv.text();
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(text.split('\n').filter((line) => line.includes(subjectId))).toHaveLength(2);
    expect(text).toContain(`'=Organizer`);
    const wrong = await fetch(`${api.url}/audit.csv?forumId=x&since=yesterday&what=all`, {
      headers: { authorization: await api.authorizationOf(administrator) },
    });
    expect(wrong.status).toBe(400);
    expect(((await wrong.json()) as { faults: { field: string }[] }).faults.map(({ field }) => field)).toStrictEqual([
      'what',
      'since',
      'forumId',
    ]);
    const exported = await read(organizer, { forumId: forum.id, filter: { actions: ['audit-log.exported'] } });
    expect(exported.nodes).toHaveLength(1);
  });

  it('says that a personal value is gone once the person is erased', async () => {
    const subjectId = randomUUID();
    const person = await insertAccount(api.dataSource, { displayName: 'Ada Example' });
    await api.dataSource.transaction((tx) =>
      testAudit.record(tx, {
        accountId: person.id,
        action: 'participation.withdrawn',
        subjectType: 'participation',
        subjectId,
        forumId: forum.id,
        personal: { reason: 'asked by Ada' },
      }),
    );
    const entry = async () =>
      (await api.ask(organizer, LOG, { forumId: forum.id, filter: { subjectId } })).auditLog.nodes[0];
    expect(await entry()).toMatchObject({
      accountName: 'Ada Example',
      isErased: false,
      values: [{ after: '"asked by Ada"' }],
    });

    await joinCompany(api.dataSource, person, company);
    const { eraseAccount } = await api.ask(administrator, ERASE, { id: owner.id });
    expect(eraseAccount.__typename).toBe('ErasedAccount'); // another owner stays
    const needed = await api.ask(administrator, ERASE, { id: person.id });
    expect(needed.eraseAccount).toMatchObject({ __typename: 'AccountNeeded', companyIds: [company.id] });
    expect(needed.eraseAccount.message).toContain('first');
    await joinCompany(api.dataSource, await insertAccount(api.dataSource), company);
    await api.ask(administrator, ERASE, { id: person.id });
    expect(await entry()).toMatchObject({ accountName: 'Erased person', isErased: true, values: [] });
    expect(await testPersonKeys.open(api.dataSource.manager, [])).toStrictEqual([]);
    expect(await api.codeOf(person, '{ me { id } }')).toBe('UNAUTHENTICATED');
  });
});

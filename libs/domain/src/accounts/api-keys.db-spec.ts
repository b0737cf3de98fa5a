import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  actorOf,
  createTestDatabase,
  insertAccount,
  insertCompany,
  insertForum,
  joinCompany,
  joinForum,
  type TestDatabase,
  testAudit,
} from '#testing';
import { AuditEntry } from '../audit/audit-entry.entity.js';
import type { Company } from '../companies/company.entity.js';
import { BadInput, NotAllowed, NotFound } from '../domain-error.js';
import type { Forum } from '../forums/forum.entity.js';
import { Account } from './account.entity.js';
import { TooManyApiKeys } from './account.refusals.js';
import type { Actor } from './actor.js';
import { ApiKey } from './api-key.entity.js';
import { ApiKeysService, type MadeApiKey, type NewApiKey } from './api-keys.service.js';
import { CompanyMembership, ForumMembership } from './membership.entities.js';

const start = new Date('2027-05-01T00:00Z');
const after = (seconds: number): Date => new Date(start.getTime() + seconds * 1000);

describe('API keys', () => {
  let database: TestDatabase;
  let apiKeys: ApiKeysService;
  let company: Company;
  let forum: Forum;

  beforeAll(async () => {
    database = await createTestDatabase();
    apiKeys = new ApiKeysService(database.dataSource, testAudit);
    company = await insertCompany(database.dataSource);
    forum = await insertForum(database.dataSource);
  });
  afterAll(() => database.close());

  const makeOwner = async (): Promise<{ account: Account; actor: Actor }> => {
    const account = await insertAccount(database.dataSource);
    await joinCompany(database.dataSource, account, company);
    return { account, actor: actorOf(account, { companies: [[company, 'owner']] }) };
  };
  const make = async (actor: Actor, given: Partial<NewApiKey> = {}): Promise<MadeApiKey> => {
    const subject = { companyId: company.id };
    const input: NewApiKey = { subject, name: 'Board', scopes: ['meetings:read'], expiresAt: null, ...given };
    const made = await apiKeys.create(actor, input, start);
    if (!('token' in made)) throw new Error(made.code);
    return made;
  };

  it('act as a member of the company, or an assistant of the forum, whatever else their maker is', async () => {
    const account = await insertAccount(database.dataSource, { isAdministrator: true });
    const other = await insertCompany(database.dataSource);
    await joinCompany(database.dataSource, account, company);
    await joinCompany(database.dataSource, account, other);
    await joinForum(database.dataSource, account, forum);
    const roles = {
      companies: [
        [company, 'owner'],
        [other, 'owner'],
      ],
      forums: [[forum, 'organizer']],
    } as const;
    const actor = actorOf(account, { companies: [...roles.companies], forums: [...roles.forums] } as never);

    const ofCompany = await make(actor);
    expect(await apiKeys.findActor(ofCompany.token, start)).toEqual({
      accountId: account.id,
      key: { id: ofCompany.apiKey.id, scopes: new Set(['meetings:read']) },
      isAdministrator: false,
      companyRoles: new Map([[company.id, 'member']]),
      forumRoles: new Map(),
    });
    const ofForum = await make(actor, { subject: { forumId: forum.id }, scopes: ['schedule:read'] });
    expect(await apiKeys.findActor(ofForum.token, start)).toMatchObject({
      isAdministrator: false,
      companyRoles: new Map(),
      forumRoles: new Map([[forum.id, 'assistant']]),
    });
  });

  it('are known by their hash alone', async () => {
    const { actor } = await makeOwner();
    const { token, apiKey } = await make(actor);
    expect(token).toMatch(/^tfk_[\w-]{43}$/);
    const row = JSON.stringify(await database.dataSource.getRepository(ApiKey).findOneByOrFail({ id: apiKey.id }));
    expect(row).toContain(token.slice(0, 8));
    expect(row).not.toContain(token.slice(0, 12));
    expect(await apiKeys.findActor(`${token}x`, start)).toBeNull();
    expect(await apiKeys.findActor('tfk_', start)).toBeNull();
  });

  it('end when they are revoked, when they expire, and with the role or the account of their maker', async () => {
    const memberships = database.dataSource.getRepository(CompanyMembership);
    const endings: Record<string, (made: MadeApiKey, actor: Actor) => Promise<unknown>> = {
      revoked: ({ apiKey }, actor) => apiKeys.revoke(actor, apiKey.id, after(1)),
      member: (_, { accountId }) => memberships.delete({ accountId, companyId: company.id }),
      account: async (_, { accountId }) => {
        await memberships.delete({ accountId });
        await database.dataSource.getRepository(Account).delete({ id: accountId });
      },
    };
    for (const [name, end] of Object.entries(endings)) {
      const { actor } = await makeOwner();
      const made = await make(actor);
      expect([name, await apiKeys.findActor(made.token, after(1))]).toEqual([name, expect.anything()]);
      await end(made, actor);
      expect([name, await apiKeys.findActor(made.token, after(2))]).toEqual([name, null]);
    }

    const { actor } = await makeOwner();
    const { token } = await make(actor, { expiresAt: after(10) });
    expect(await apiKeys.findActor(token, after(9))).not.toBeNull();
    expect(await apiKeys.findActor(token, after(10))).toBeNull();
  });

  it('of an organizer end with the organizer', async () => {
    const account = await insertAccount(database.dataSource);
    await joinForum(database.dataSource, account, forum);
    const actor = actorOf(account, { forums: [[forum, 'organizer']] });
    const { token } = await make(actor, { subject: { forumId: forum.id }, scopes: ['schedule:read'] });
    expect(await apiKeys.findActor(token, start)).not.toBeNull();
    await database.dataSource.getRepository(ForumMembership).delete({ accountId: account.id });
    expect(await apiKeys.findActor(token, start)).toBeNull();
  });

  it('note their last use, once a minute', async () => {
    const { actor } = await makeOwner();
    const { token, apiKey } = await make(actor);
    const lastUse = async () =>
      (await database.dataSource.getRepository(ApiKey).findOneByOrFail({ id: apiKey.id })).lastUsedAt;
    expect(await lastUse()).toBeNull();
    for (const [at, noted] of [
      [0, 0],
      [59, 0],
      [60, 60],
      [61, 60],
    ] as const) {
      await apiKeys.findActor(token, after(at));
      expect(await lastUse()).toEqual(after(noted));
    }
  });

  it('are made, listed and revoked by owners and organizers, and by no key', async () => {
    const { actor } = await makeOwner();
    const colleague = (await makeOwner()).actor;
    const { token, apiKey } = await make(actor);
    const member = actorOf(await insertAccount(database.dataSource), { companies: [[company, 'member']] });
    const stranger = actorOf(await insertAccount(database.dataSource), {
      companies: [[await insertCompany(database.dataSource), 'owner']],
    });
    const key = (await apiKeys.findActor(token, start))!;
    const ownersKey: Actor = { ...actor, key: key.key! };

    expect((await apiKeys.list(colleague, { companyId: company.id })).map(({ id }) => id)).toContain(apiKey.id);
    for (const other of [member, stranger, key, ownersKey]) {
      await expect(make(other)).rejects.toThrow(NotAllowed);
      expect(() => apiKeys.list(other, { companyId: company.id })).toThrow(NotAllowed);
      await expect(apiKeys.revoke(other, apiKey.id, after(1))).rejects.toThrow(NotFound);
    }
    expect(await apiKeys.revoke(colleague, apiKey.id, after(2))).toMatchObject({ revokedAt: after(2) });
    expect(await apiKeys.revoke(actor, apiKey.id, after(3))).toMatchObject({ revokedAt: after(2) });
    const entries = await database.dataSource.getRepository(AuditEntry).findBy({ subjectId: apiKey.id });
    expect(entries.map(({ action, accountId }) => [action, accountId])).toEqual([
      ['api-key.created', actor.accountId],
      ['api-key.revoked', colleague.accountId],
    ]);
  });

  it('have a name, scopes of their kind, an end that is to come, and a number that is bounded', async () => {
    const { actor } = await makeOwner();
    const faulty = { name: ' ', scopes: ['schedule:read' as const], expiresAt: start };
    const fault = await make(actor, faulty).catch((error: unknown) => error);
    expect((fault as BadInput).parameters.faults.map(({ field }) => field)).toEqual(['name', 'scopes', 'expiresAt']);

    const crowded = await insertCompany(database.dataSource);
    const owner = actorOf(await insertAccount(database.dataSource), { companies: [[crowded, 'owner']] });
    const subject = { companyId: crowded.id };
    for (let n = 0; n < 20; n++) await make(owner, { subject, expiresAt: n === 0 ? after(1) : null });
    const input: NewApiKey = { subject, name: 'One more', scopes: ['meetings:read'], expiresAt: null };
    expect(await apiKeys.create(owner, input, start)).toEqual(new TooManyApiKeys(20));
    expect(await apiKeys.create(owner, input, after(1))).toMatchObject({ apiKey: { name: 'One more' } });
  });
});

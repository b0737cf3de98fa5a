import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  actorOf,
  createTestDatabase,
  insertAccount,
  insertCompany,
  joinCompany,
  testAudit,
  type TestDatabase,
} from '#testing';
import type { Actor } from '../accounts/actor.js';
import { CompanyMembership } from '../accounts/membership.entities.js';
import { NotAllowed, NotFound } from '../domain-error.js';
import type { Company } from './company.entity.js';
import { CompanyMembersService } from './company-members.service.js';
import { LastOwner } from './company.refusals.js';

describe('a company', () => {
  let db: TestDatabase;
  let members: CompanyMembersService;
  let company: Company;
  let owner: Actor;
  let administrator: Actor;
  let stranger: Actor;

  beforeAll(async () => {
    db = await createTestDatabase();
    members = new CompanyMembersService(db.dataSource, testAudit);
    administrator = actorOf(await insertAccount(db.dataSource, { isAdministrator: true }));
    stranger = actorOf(await insertAccount(db.dataSource));
  });
  afterAll(() => db.close());
  beforeEach(async () => {
    company = await insertCompany(db.dataSource);
    const account = await insertAccount(db.dataSource);
    await joinCompany(db.dataSource, account, company, 'owner');
    owner = actorOf(account, { companies: [[company, 'owner']] });
  });

  it('changes the roles of its people and removes them, but never the last owner', async () => {
    const { id } = company;
    await joinCompany(db.dataSource, { id: stranger.accountId }, company, 'member');
    const roles = async () => (await members.list(owner, id)).map(({ role, account }) => [account!.id, role]);
    expect(await roles()).toEqual([
      [owner.accountId, 'owner'],
      [stranger.accountId, 'member'],
    ]);
    expect(await members.setRole(owner, id, owner.accountId, 'member')).toEqual(new LastOwner());
    expect(await members.setRole(owner, id, stranger.accountId, 'owner')).toMatchObject({ id });
    expect(await members.setRole(owner, id, owner.accountId, 'member')).toMatchObject({ id });
    expect(await roles()).toEqual([
      [stranger.accountId, 'owner'],
      [owner.accountId, 'member'],
    ]);
    await members.setRole(owner, id, owner.accountId, 'owner');
    await members.setRole(owner, id, stranger.accountId, 'member');

    const asMember: Actor = { ...stranger, companyRoles: new Map([[id, 'member']]) };
    await expect(members.remove(asMember, id, owner.accountId)).rejects.toThrow(NotAllowed);
    expect(await members.remove(owner, id, owner.accountId)).toEqual(new LastOwner());
    expect(await members.remove(owner, id, stranger.accountId)).toMatchObject({ id });
    expect(await members.list(owner, id)).toHaveLength(1);
    await expect(members.remove(owner, id, stranger.accountId)).rejects.toThrow(NotFound);
  });

  it('gives nobody a role who is not one of its people, and answers as for an account that does not exist', async () => {
    const { id } = company;
    const rows = () => db.dataSource.manager.findBy(CompanyMembership, { companyId: id });
    const before = await rows();
    for (const role of ['owner', 'member'] as const) {
      for (const accountId of [stranger.accountId, randomUUID()])
        await expect(members.setRole(owner, id, accountId, role)).rejects.toThrow(new NotFound('member', accountId));
    }
    expect(await rows()).toEqual(before);
  });

  it('keeps an owner when two remove each other at the same moment', async () => {
    const { id } = company;
    const other = { id: administrator.accountId };
    await joinCompany(db.dataSource, other, company, 'owner');
    const answers = await Promise.all([
      members.remove(owner, id, other.id),
      members.remove({ ...administrator, companyRoles: new Map([[id, 'owner']]) }, id, owner.accountId),
    ]);
    expect(answers.filter((answer) => answer instanceof LastOwner)).toHaveLength(1);
    expect(await members.list(administrator, id)).toHaveLength(1);
  });
});

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { JobsService } from '#jobs';
import {
  actorOf,
  createTestDatabase,
  insertAccount,
  insertCompany,
  insertForum,
  joinCompany,
  joinForum,
  readTableContents,
  testAudit,
  testServerKey,
  type TestDatabase,
} from '#testing';
import type { Account } from '../accounts/account.entity.js';
import { AccountsService } from '../accounts/accounts.service.js';
import type { Actor } from '../accounts/actor.js';
import { CompanyMembership, ForumMembership } from '../accounts/membership.entities.js';
import { MailLink } from '../mails/mail-link.entity.js';
import { MailLinks } from '../mails/mail-links.js';
import { MailsService } from '../mails/mails.service.js';
import { ServerKeys } from '../server-keys.js';
import { InvitationAcceptanceService } from './invitation-acceptance.service.js';
import type { Invitation } from './invitation.entity.js';
import type { NewInvitation } from './invitation.rules.js';
import { InvitationsService } from './invitations.service.js';

const now = new Date('2027-05-10T12:00Z');

describe('an invitation', () => {
  let database: TestDatabase;
  let links: MailLinks;
  let invitations: InvitationsService;
  let acceptance: InvitationAcceptanceService;
  /** Owns a company and organizes a forum. */
  let inviter: Actor;
  let company: { id: string };
  let forum: { id: string };

  beforeAll(async () => {
    database = await createTestDatabase();
    const { dataSource } = database;
    links = new MailLinks(new ServerKeys(testServerKey));
    const mails = new MailsService(dataSource, new JobsService(), links);
    invitations = new InvitationsService(dataSource, testAudit, links, mails);
    acceptance = new InvitationAcceptanceService(
      dataSource,
      testAudit,
      links,
      new AccountsService(dataSource, testAudit),
    );
    const account = await insertAccount(dataSource);
    const owned = await insertCompany(dataSource);
    const organized = await insertForum(dataSource);
    await joinCompany(dataSource, account, owned);
    await joinForum(dataSource, account, organized);
    inviter = actorOf(account, { companies: [[owned, 'owner']], forums: [[organized, 'organizer']] });
    [company, forum] = [owned, organized];
  });
  afterAll(() => database.close());

  const places = (): Omit<NewInvitation, 'email'>[] => [
    { role: 'member', companyId: company.id },
    { role: 'assistant', forumId: forum.id },
  ];

  /** Has the same roles elsewhere, so that there is an account, and a role, to betray. */
  async function insertBusyAccount(): Promise<Account> {
    const account = await insertAccount(database.dataSource);
    await joinCompany(database.dataSource, account, await insertCompany(database.dataSource), 'member');
    await joinForum(database.dataSource, account, await insertForum(database.dataSource), 'assistant');
    return account;
  }

  const invite = (place: Omit<NewInvitation, 'email'>, email: string) =>
    invitations.invite(inviter, { ...place, email }, randomUUID(), now) as Promise<Invitation>;

  /** What the database was asked meanwhile, without the values. */
  async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
    const { dataSource } = database;
    const statements: string[] = [];
    const { logger } = dataSource;
    const logQuery = (statement: string): number => statements.push(statement);
    dataSource.logger = Object.create(logger, { logQuery: { value: logQuery } }) as typeof logger;
    await work();
    dataSource.logger = logger;
    return statements;
  }

  const countRows = async (): Promise<Record<string, number>> =>
    Object.fromEntries(
      Object.entries(await readTableContents(database.ownerUrl)).map(([table, { rows }]) => [table, rows]),
    );

  async function watch(place: Omit<NewInvitation, 'email'>, email: string) {
    const before = await countRows();
    let answer: Invitation | undefined;
    const statements = await statementsOf(async () => (answer = await invite(place, email)));
    const after = await countRows();
    const added = Object.entries(after).flatMap(([table, rows]) =>
      rows === before[table] ? [] : [[table, rows - before[table]!]],
    );
    const of = { companyId: place.companyId ?? null, forumId: place.forumId ?? null };
    const listed = (await invitations.list(inviter, of, 100)).find(({ id }) => id === answer!.id)!;
    const withoutNames = (invitation: Invitation) => ({ ...invitation, id: 'its own', email: 'its own' });
    return { statements, added, answer: withoutNames(answer!), listed: withoutNames(listed) };
  }

  it('answers, lists, writes and asks the database the same of an address with an account and of one without', async () => {
    for (const place of places()) {
      const known = await watch(place, (await insertBusyAccount()).email);
      const unknown = await watch(place, `${randomUUID()}@test.example`);
      expect(known).toEqual(unknown);
      expect(known.added).toEqual(
        expect.arrayContaining([
          ['invitation', 1],
          ['mail', 1],
          ['mail_link', 1],
        ]),
      );
    }
  });

  it('gives whoever has an account the role when it is accepted, not before', async () => {
    const account = await insertBusyAccount();
    const { manager } = database.dataSource;
    const roles = async () => ({
      company: await manager.findBy(CompanyMembership, { accountId: account.id, companyId: company.id }),
      forum: await manager.findBy(ForumMembership, { accountId: account.id, forumId: forum.id }),
    });
    const sent: Invitation[] = [];
    for (const place of places()) sent.push(await invite(place, account.email));
    expect(await roles()).toEqual({ company: [], forum: [] });

    for (const { id: subjectId } of sent) {
      const link = await manager.findOneByOrFail(MailLink, { subjectId });
      await acceptance.join(actorOf(account), links.tokenOf(link.id), now);
    }
    expect(await roles()).toMatchObject({ company: [{ role: 'member' }], forum: [{ role: 'assistant' }] });
  });
});

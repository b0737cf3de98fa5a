import { randomUUID } from 'node:crypto';
import type { EntityTarget, ObjectLiteral, Repository } from 'typeorm';
import {
  AccountsService,
  InvitationAcceptanceService,
  InvitationsService,
  MailLink,
  MailLinks,
  MailsService,
  NotificationsService,
  ServerKeys,
  SignUpsService,
  type Account,
  type Actor,
  type Company,
  type Forum,
} from '#domain';
import { JobsService, type Signals } from '#jobs';
import { actorOf, insertAccount, insertCompany, insertForum, joinCompany, joinForum } from './builders.js';
import { testAudit } from './test-audit.js';
import { createTestDatabase, type TestDatabase } from './test-database.js';
import { testServerKey } from './test-server-key.js';
import { openTestSignals } from './test-signals.js';

/** Where people are invited to, and who may invite them there. */
export interface SignUpPlaces {
  company: Company;
  owner: Actor;
  /** Registration is open. */
  forum: Forum;
  organizer: Actor;
  organizerAccount: Account;
  administrator: Actor;
}

/** Invitations and sign-ups with their links, on a database of its own. */
export class SignUpBed {
  /** When everything happens, unless a test says otherwise. */
  static readonly now = new Date('2027-05-10T12:00Z');
  static readonly later = (minutes: number): Date => new Date(SignUpBed.now.getTime() + minutes * 60_000);
  /** What an invited person enters. */
  static readonly person = { displayName: 'Li Wei', password: 'correct horse battery' };
  /** What somebody who signs up says. */
  static readonly applicant = { displayName: 'Amina Diallo', companyText: 'Solar pumps for small farms' };
  static readonly anyEmail = (): string => `${randomUUID()}@test.example`;
  /** Somebody behind an address of its own. */
  static readonly anyRequester = () => ({ networkAddress: randomUUID(), hourlyMails: 50 });

  readonly invitations: InvitationsService;
  readonly acceptance: InvitationAcceptanceService;
  readonly signUps: SignUpsService;
  private readonly links = new MailLinks(new ServerKeys(testServerKey));

  private constructor(
    readonly database: TestDatabase,
    private readonly signals: Signals,
  ) {
    const { dataSource } = database;
    const { links } = this;
    const audit = testAudit;
    const mails = new MailsService(dataSource, new JobsService(), links);
    const accounts = new AccountsService(dataSource, audit);
    this.invitations = new InvitationsService(dataSource, audit, links, mails);
    this.acceptance = new InvitationAcceptanceService(dataSource, audit, links, accounts);
    const notifications = new NotificationsService(dataSource, signals);
    this.signUps = new SignUpsService(dataSource, audit, links, mails, this.invitations, notifications);
  }

  static async open(): Promise<SignUpBed> {
    const database = await createTestDatabase();
    return new SignUpBed(database, openTestSignals(database));
  }

  async close(): Promise<void> {
    await this.signals.close();
    await this.database.close();
  }

  async insertPlaces(): Promise<SignUpPlaces> {
    const { dataSource } = this.database;
    const company = await insertCompany(dataSource);
    const forum = await insertForum(dataSource, { state: 'registration' });
    const ownerAccount = await insertAccount(dataSource);
    await joinCompany(dataSource, ownerAccount, company, 'owner');
    const organizerAccount = await insertAccount(dataSource);
    await joinForum(dataSource, organizerAccount, forum, 'organizer');
    return {
      company,
      owner: actorOf(ownerAccount, { companies: [[company, 'owner']] }),
      forum,
      organizer: actorOf(organizerAccount, { forums: [[forum, 'organizer']] }),
      organizerAccount,
      administrator: actorOf(await insertAccount(dataSource, { isAdministrator: true })),
    };
  }

  rows<T extends ObjectLiteral>(entity: EntityTarget<T>): Repository<T> {
    return this.database.dataSource.getRepository(entity);
  }

  /** The token of the latest link about an invitation or sign-up. */
  async tokenOf({ id: subjectId }: { id: string }): Promise<string> {
    const link = await this.rows(MailLink).findOneOrFail({ where: { subjectId }, order: { createdAt: 'DESC' } });
    return this.links.tokenOf(link.id);
  }
}

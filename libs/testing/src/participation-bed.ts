import {
  CompanyReviewsService,
  DelegationsService,
  ForumProgrammeService,
  NotificationsService,
  ParticipationsService,
  type Account,
  type Actor,
  type Company,
  type Delegation,
  type DelegationInput,
  type Forum,
  type Participation,
} from '#domain';
import { JobsService, type Signals } from '#jobs';
import { actorOf, insertAccount, insertCompany, insertForum, joinCompany, joinForum } from './builders.js';
import { testAudit } from './test-audit.js';
import { createTestDatabase, type TestDatabase } from './test-database.js';
import { openTestSignals } from './test-signals.js';

/** A company and the account that acts for it. */
export interface ForumApplicant {
  account: Account;
  company: Company;
  member: Actor;
}

export const makeDelegationInput = (given: Partial<DelegationInput> = {}): DelegationInput => ({
  name: 'Second team',
  people: ['project director'],
  languages: ['en'],
  subForumIds: [],
  availability: null,
  pauses: [],
  dailyMaximum: null,
  maxInARow: null,
  ...given,
});

/** A forum that companies may apply to, with an organizer, on a database of its own. */
export class ParticipationBed {
  readonly participations: ParticipationsService;
  readonly delegations: DelegationsService;
  readonly programme: ForumProgrammeService;
  private keys = 0;

  private constructor(
    readonly database: TestDatabase,
    private readonly signals: Signals,
    readonly forum: Forum,
    readonly organizerAccount: Account,
    readonly organizer: Actor,
  ) {
    const { dataSource } = database;
    const notifications = new NotificationsService(dataSource, signals);
    const reviews = new CompanyReviewsService(dataSource, testAudit, notifications);
    this.participations = new ParticipationsService(dataSource, testAudit, notifications, reviews, new JobsService());
    this.delegations = new DelegationsService(dataSource, testAudit);
    this.programme = new ForumProgrammeService(dataSource, testAudit);
  }

  static async open(): Promise<ParticipationBed> {
    const database = await createTestDatabase();
    const { dataSource } = database;
    const forum = await insertForum(dataSource, { state: 'registration' });
    const account = await insertAccount(dataSource);
    await joinForum(dataSource, account, forum);
    const organizer = actorOf(account, { forums: [[forum, 'organizer']] });
    return new ParticipationBed(database, openTestSignals(database), forum, account, organizer);
  }

  async close(): Promise<void> {
    await this.signals.close();
    await this.database.close();
  }

  /** An idempotency key that nobody has used. */
  nextKey(): string {
    return `participation-bed-${++this.keys}`;
  }

  /** One more member of that company, or of a new one. */
  async makeApplicant(company?: Company): Promise<ForumApplicant> {
    const { dataSource } = this.database;
    const account = await insertAccount(dataSource);
    const made = company ?? (await insertCompany(dataSource));
    await joinCompany(dataSource, account, made, 'member');
    return { account, company: made, member: actorOf(account, { companies: [[made, 'member']] }) };
  }

  apply(member: Actor, company: Company): ReturnType<ParticipationsService['apply']> {
    const application = { forumId: this.forum.id, companyId: company.id, hasStandingConsent: false };
    return this.participations.apply(member, application, this.nextKey());
  }

  /** A company that the organizer has let in, with the delegation that this gives it. */
  async makeApproved(): Promise<ForumApplicant & { participation: Participation; delegation: Delegation }> {
    const made = await this.makeApplicant();
    const { id, version } = (await this.apply(made.member, made.company)) as Participation;
    const participation = (await this.participations.approve(this.organizer, id, version)) as Participation;
    const [delegation] = await this.delegations.listOf([id]);
    return { ...made, participation, delegation: delegation! };
  }
}

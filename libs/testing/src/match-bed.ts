import { randomUUID } from 'node:crypto';
import {
  AbsenceRequestsService,
  CompaniesService,
  ForumsService,
  MatchRequestsService,
  NotificationsService,
  Preference,
  StalenessService,
  WeightsHistoryService,
  WeightsPreviewsService,
  type AbsenceRequest,
  type Actor,
  type AskForMatches,
  type Blocks,
  type Company,
  type Forum,
  type MatchCore,
  type MatchRequest,
  type Profile,
  type WeightsPreview,
} from '#domain';
import { JobsService, OutboxJob, type Signals } from '#jobs';
import { actorOf, insertAccount, insertCompany, insertDelegation, insertForum } from './builders.js';
import { matchCore } from './match-core.js';
import { testAudit } from './test-audit.js';
import { createTestDatabase, type TestDatabase } from './test-database.js';
import { openTestSignals } from './test-signals.js';

/** Profiles that cover each other's needs, one of each side. Nobody of the three covers L03, which the Chinese one needs. */
export const hydropower: Record<'china' | 'developed' | 'developing', Partial<Profile>> = {
  china: {
    country: 'CN',
    side: 'CHINA',
    needs: [
      { capability: 'Q01', priority: 1 },
      { capability: 'L02', priority: 0.6 },
      { capability: 'L03', priority: 0.3 },
    ],
  },
  developed: {
    country: 'IT',
    side: 'DEVELOPED',
    offers: [{ capability: 'Q01', strength: 0.8 }],
    needs: [
      { capability: 'P01', priority: 1 },
      { capability: 'M02', priority: 0.6 },
      { capability: 'L02', priority: 0.3 },
    ],
  },
  developing: {
    country: 'KE',
    side: 'DEVELOPING',
    offers: [
      { capability: 'L02', strength: 0.8 },
      { capability: 'M02', strength: 0.4 },
    ],
    needs: [
      { capability: 'E01', priority: 1 },
      { capability: 'Q01', priority: 0.6 },
      { capability: 'P01', priority: 0.3 },
    ],
  },
};

/** Everything that answers a company's questions for partners, on a database of its own. */
export class MatchBed {
  readonly matchRequests: MatchRequestsService;
  readonly absenceRequests: AbsenceRequestsService;
  readonly staleness: StalenessService;
  readonly previews: WeightsPreviewsService;
  readonly history: WeightsHistoryService;
  readonly forums: ForumsService;
  readonly companies: CompaniesService;
  readonly core: MatchCore;

  private constructor(
    readonly database: TestDatabase,
    readonly signals: Signals,
  ) {
    const { dataSource } = database;
    const jobs = new JobsService();
    const audit = testAudit;
    this.matchRequests = new MatchRequestsService(dataSource, jobs, signals, audit);
    this.absenceRequests = new AbsenceRequestsService(dataSource, jobs, signals, audit);
    this.staleness = new StalenessService(dataSource);
    this.forums = new ForumsService(dataSource, audit, new NotificationsService(dataSource, signals));
    this.previews = new WeightsPreviewsService(dataSource, jobs, signals, audit, this.forums);
    this.history = new WeightsHistoryService(dataSource);
    this.companies = new CompaniesService(dataSource, audit);
    this.core = matchCore(dataSource);
  }

  static async open(): Promise<MatchBed> {
    const database = await createTestDatabase();
    return new MatchBed(database, openTestSignals(database));
  }

  async close(): Promise<void> {
    await this.signals.close();
    await this.database.close();
  }

  insertForum(given: Partial<Forum> = {}): Promise<Forum> {
    return insertForum(this.database.dataSource, { state: 'matching', ...given });
  }

  /** A company of that side that takes part. */
  async addCompany(forum: Forum, side: keyof typeof hydropower, given: Partial<Profile> = {}): Promise<Company> {
    const { dataSource } = this.database;
    const company = await insertCompany(dataSource, { ...hydropower[side], ...given });
    await insertDelegation(dataSource, forum, company);
    return company;
  }

  /** Somebody who acts for the company. */
  async ownerOf(company: Company): Promise<Actor> {
    return actorOf(await insertAccount(this.database.dataSource), { companies: [[company, 'owner']] });
  }

  async organizerOf(forum: Forum): Promise<Actor> {
    return actorOf(await insertAccount(this.database.dataSource), { forums: [[forum, 'organizer']] });
  }

  /** Asks for a company's triples and answers, here and now. */
  async match(company: Company, forum: Forum, given: Partial<AskForMatches> = {}): Promise<MatchRequest> {
    const owner = await this.ownerOf(company);
    const asked = (await this.matchRequests.ask(owner, {
      companyId: company.id,
      forumId: forum.id,
      count: 10,
      maxAppearances: null,
      filters: { hostCountries: [], sectors: [], needsCovered: [], excludedCompanyIds: [], minimumIndex: null },
      idempotencyKey: randomUUID(),
      ...given,
    })) as MatchRequest;
    await this.matchRequests.run(asked.id, await this.jobOf(asked), this.core, new AbortController().signal);
    return this.matchRequests.find(owner, asked.id);
  }

  /** Runs the job of a question, here and now. */
  async explain({ id }: AbsenceRequest): Promise<void> {
    await this.absenceRequests.run(id, await this.jobOf({ id }), this.core, new AbortController().signal);
  }

  /** Runs the job of a preview, here and now. */
  async compare({ id }: WeightsPreview): Promise<void> {
    await this.previews.run(id, await this.jobOf({ id }), this.core, new AbortController().signal);
  }

  async setBlocks(company: Company, blocks: Partial<Blocks>): Promise<void> {
    const owner = await this.ownerOf(company);
    const { version } = await this.companies.find(owner, company.id);
    await this.companies.setBlocks(owner, company.id, { companyIds: [], countries: [], ...blocks }, version);
  }

  async sayNever(forum: Forum, from: Company, to: Company): Promise<void> {
    await this.database.dataSource
      .getRepository(Preference)
      .insert({ forumId: forum.id, companyId: from.id, otherCompanyId: to.id, value: 'never' });
  }

  /** The id of the job that is about the row with this id. */
  private async jobOf({ id }: { id: string }): Promise<string> {
    const job = await this.database.dataSource
      .getRepository(OutboxJob)
      .createQueryBuilder('job')
      .where(`job.payload @? ('$.* ? (@ == "' || :id || '")')::jsonpath`, { id })
      .getOneOrFail();
    return job.id;
  }
}

import { randomUUID } from 'node:crypto';
import {
  CompaniesService,
  Preference,
  type Account,
  type Actor,
  type Blocks,
  type Company,
  type Forum,
  type Profile,
} from '#domain';
import {
  actorOf,
  hydropower,
  insertAccount,
  insertCompany,
  insertDelegation,
  insertForum,
  joinCompany,
} from '#testing';
import { startTestApi, type TestApi } from './api-harness.js';
import { startWorkerProcess, type WorkerProcess } from './worker-process.js';

/** Whatever the operation asked for: the tests say what they expect. */
type Json = Record<string, any>;

export const REQUEST_MATCHES = `mutation ($input: RequestMatchesInput!) {
  requestMatches(input: $input) { __typename ... on MatchRequest { id state } ... on Refusal { code message } }
}`;

/** Everything that can be read of a match request and its triples, but ids and times of their own. */
export const MATCH_FIELDS = `
  state progress possibleCount weightsVersion isIndexed isStale
  diversity { maxAppearances rankedCount isComplete }
  triples(first: 30) {
    nodes {
      rank score coverage reciprocity fit index isStale indexSentence { en zh }
      members { companyId side nameEn nameZh country share isOutdated }
      lines { companyId capability priority byCompanyId strength }
      fitFactors { market language mode sector size agreement }
      openNeeds { companyId capability couldCover { strength company { companyId nameEn nameZh } } }
    }
  }`;

/** A forum in matching on a running API; its worker starts when a test wants answers. */
export class MatchStage {
  private worker: WorkerProcess | null = null;

  private constructor(
    readonly api: TestApi,
    readonly forum: Forum,
  ) {}

  static async open(): Promise<MatchStage> {
    const api = await startTestApi();
    return new MatchStage(api, await insertForum(api.dataSource, { state: 'matching' }));
  }

  async startWorker(): Promise<void> {
    this.worker = await startWorkerProcess(this.api.databaseUrl);
  }

  async stopWorker(): Promise<void> {
    await this.worker?.stop();
    this.worker = null;
  }

  async close(): Promise<void> {
    await this.stopWorker();
    await this.api.close();
  }

  /** A company of that side that takes part in the forum. */
  async addCompany(side: keyof typeof hydropower, given: Partial<Profile> = {}): Promise<Company> {
    const company = await insertCompany(this.api.dataSource, { ...hydropower[side], ...given });
    await insertDelegation(this.api.dataSource, this.forum, company);
    return company;
  }

  async ownerOf(company: Company): Promise<Account> {
    const account = await insertAccount(this.api.dataSource);
    await joinCompany(this.api.dataSource, account, company);
    return account;
  }

  async setBlocks(company: Company, blocks: Partial<Blocks>): Promise<void> {
    const owner: Actor = actorOf(await this.ownerOf(company), { companies: [[company, 'owner']] });
    const companies = this.api.get(CompaniesService);
    const { version } = await companies.find(owner, company.id);
    await companies.setBlocks(owner, company.id, { companyIds: [], countries: [], ...blocks }, version);
  }

  async sayNever(from: Company, to: Company): Promise<void> {
    await this.api.dataSource
      .getRepository(Preference)
      .insert({ forumId: this.forum.id, companyId: from.id, otherCompanyId: to.id, value: 'never' });
  }

  /** Asks for the triples of a company at the forum and reads the whole answer. */
  async match(owner: Account, company: Company, given: Json = {}): Promise<Json> {
    const input = { companyId: company.id, forumId: this.forum.id, idempotencyKey: randomUUID(), ...given };
    const { requestMatches } = await this.api.ask(owner, REQUEST_MATCHES, { input });
    const id = requestMatches.id as string;
    return { id, ...(await this.lastOf(owner, 'matchRequestProgress', id, MATCH_FIELDS)) };
  }

  /** What a subscription says last: its state is a final one. */
  async lastOf(account: Account, subscription: string, id: string, fields: string): Promise<Json> {
    const query = `subscription ($id: UUID!) { ${subscription}(id: $id) { ${fields} } }`;
    for await (const { data, errors } of this.api.subscribe(account, query, { id })) {
      if (errors) throw new Error(JSON.stringify(errors));
      const seen = data![subscription] as Json;
      if (!['QUEUED', 'RUNNING'].includes(seen['state'] as string)) return seen;
    }
    throw new Error(`${subscription} ended before there was an answer.`);
  }

  /** How many queries an operation costs. */
  async countQueries(account: Account, query: string, variables: Json): Promise<number> {
    const { dataSource } = this.api;
    let count = 0;
    const { logger } = dataSource;
    dataSource.logger = Object.create(logger, { logQuery: { value: () => count++ } }) as typeof logger;
    await this.api.ask(account, query, variables);
    dataSource.logger = logger;
    return count;
  }
}

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { JobsService, OutboxJob, type Signals } from '#jobs';
import {
  actorOf,
  createTestDatabase,
  insertAccount,
  insertCompany,
  insertDelegation,
  insertForum,
  joinCompany,
  matchCore,
  type TestDatabase,
  testAudit,
} from '#testing';
import type { Account } from '../accounts/account.entity.js';
import type { Company } from '../companies/company.entity.js';
import { BadInput, NotAllowed, NotFound } from '../domain-error.js';
import type { Forum } from '../forums/forum.entity.js';
import { Preference } from '../meetings/preference.entity.js';
import { NotAvailable, WrongState } from '../refusal.js';
import { MatchRequest, Triple } from './match-request.entity.js';
import { ProfileIncomplete } from './match-request.refusals.js';
import { MatchRequestsService, type AskForMatches } from './match-requests.service.js';

const noFilters = { hostCountries: [], sectors: [], needsCovered: [], excludedCompanyIds: [], minimumIndex: null };

describe('MatchRequestsService', () => {
  let database: TestDatabase;
  let service: MatchRequestsService;
  let forum: Forum;
  let account: Account;
  let china: Company;
  let developed: Company[];
  let developing: Company[];
  const published: string[] = [];

  beforeAll(async () => {
    database = await createTestDatabase();
    const { dataSource } = database;
    const signals = { publish: (topic: string) => void published.push(topic) } as unknown as Signals;
    service = new MatchRequestsService(dataSource, new JobsService(), signals, testAudit);
    forum = await insertForum(dataSource, { state: 'matching' });
    const all = { sectors: ['ENE-HYD'], markets: ['any'] };
    china = await insertCompany(dataSource, { ...all, country: 'CN', side: 'CHINA' });
    developed = await Promise.all(
      [0.4, 0.8].map((strength) =>
        insertCompany(dataSource, {
          ...all,
          country: 'IT',
          side: 'DEVELOPED',
          offers: [{ capability: 'Q01', strength }],
          needs: [
            { capability: 'P01', priority: 1 },
            { capability: 'M02', priority: 0.6 },
            { capability: 'L02', priority: 0.3 },
          ],
        }),
      ),
    );
    developing = [
      await insertCompany(dataSource, {
        ...all,
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
      }),
    ];
    for (const company of [china, ...developed, ...developing]) await insertDelegation(dataSource, forum, company);
    account = await insertAccount(dataSource);
    await joinCompany(dataSource, account, china);
  });
  afterAll(() => database.close());

  const actor = () => actorOf(account, { companies: [[china, 'owner']] });
  const question = (given: Partial<AskForMatches> = {}): AskForMatches => ({
    companyId: china.id,
    forumId: forum.id,
    count: 10,
    maxAppearances: null,
    filters: noFilters,
    idempotencyKey: randomUUID(),
    ...given,
  });
  const ask = async (given: Partial<AskForMatches> = {}): Promise<MatchRequest> =>
    (await service.ask(actor(), question(given))) as MatchRequest;
  const jobOf = (request: MatchRequest): Promise<OutboxJob> =>
    database.dataSource
      .getRepository(OutboxJob)
      .createQueryBuilder('job')
      .where(`job.payload ->> 'matchRequestId' = :id`, { id: request.id })
      .getOneOrFail();
  const run = async (request: MatchRequest): Promise<void> =>
    service.run(request.id, (await jobOf(request)).id, matchCore(database.dataSource), new AbortController().signal);

  it('stores the ranked triples with their reasons, weights and profile versions', async () => {
    const request = await ask();
    await run(request);

    const done = await service.find(actor(), request.id);
    expect(done).toMatchObject({ state: 'done', progress: 1, possibleCount: 2, weights: { version: 'default-1' } });
    const triples = await service.listTriples(done, 10);
    expect(triples.map(({ rank, developedCompanyId }) => [rank, developedCompanyId])).toEqual([
      [1, developed[1]!.id],
      [2, developed[0]!.id],
    ]);
    const best = triples[0]!;
    expect(best.score).toBeGreaterThan(triples[1]!.score);
    expect(best.chinaVersionId).toBe(china.approvedVersionId);
    expect(best.shares.reduce((sum, share) => sum + share)).toBeCloseTo(1, 12);
    expect(best.lines[0]).toEqual({
      companyId: china.id,
      capability: 'Q01',
      priority: 1,
      byCompanyId: developed[1]!.id,
      strength: 0.8,
    });
    expect(published).toContain(`match-requests.${request.id}`);
  });

  it('answers once, however often the job runs', async () => {
    const request = await ask();
    await run(request);
    await database.dataSource.getRepository(MatchRequest).update({ id: request.id }, { state: 'running' });
    await run(request);
    expect(await database.dataSource.getRepository(Triple).countBy({ matchRequestId: request.id })).toBe(2);
  });

  it('makes one request of two asked with one key, and refuses the key for another question', async () => {
    const input = question();
    const [first, second] = await Promise.all([service.ask(actor(), input), service.ask(actor(), input)]);
    expect((second as MatchRequest).id).toBe((first as MatchRequest).id);
    await expect(service.ask(actor(), { ...input, count: 5 })).rejects.toThrow(BadInput);
  });

  it('shows no triple with somebody who said never, to either side', async () => {
    await database.dataSource
      .getRepository(Preference)
      .insert({ forumId: forum.id, companyId: developed[1]!.id, otherCompanyId: china.id, value: 'never' });
    const request = await ask();
    await run(request);
    const triples = await service.listTriples(request, 10);
    expect(triples.map(({ developedCompanyId }) => developedCompanyId)).toEqual([developed[0]!.id]);
    await database.dataSource.getRepository(Preference).delete({ forumId: forum.id });
  });

  it('keeps to the filters', async () => {
    const request = await ask({ filters: { ...noFilters, excludedCompanyIds: [developed[1]!.id] } });
    await run(request);
    const triples = await service.listTriples(request, 10);
    expect(triples.map(({ developedCompanyId }) => developedCompanyId)).toEqual([developed[0]!.id]);
  });

  it('names every fault of a question and writes nothing', async () => {
    const before = await database.dataSource.getRepository(MatchRequest).count();
    const asked = service.ask(
      actor(),
      question({ count: 0, filters: { ...noFilters, hostCountries: ['XX'], needsCovered: ['P01'], minimumIndex: 7 } }),
    );
    await expect(asked).rejects.toMatchObject({
      parameters: {
        faults: [
          { field: 'count' },
          { field: 'filters.hostCountries[0]' },
          { field: 'filters.needsCovered[0]', allowed: 'a capability that the asking company needs' },
          { field: 'filters.minimumIndex', allowed: '3 to 6' },
        ],
      },
    });
    expect(await database.dataSource.getRepository(MatchRequest).count()).toBe(before);
  });

  it('refuses a company that lacks what a match needs, and one that is not at the forum', async () => {
    const { dataSource } = database;
    const incomplete = await insertCompany(dataSource, { offers: [] });
    const stranger = await insertCompany(dataSource);
    const owner = actorOf(account, {
      companies: [
        [incomplete, 'owner'],
        [stranger, 'owner'],
      ],
    });
    expect(await service.ask(owner, question({ companyId: incomplete.id, forumId: null }))).toEqual(
      new ProfileIncomplete(['offers']),
    );
    expect(await service.ask(owner, question({ companyId: stranger.id }))).toEqual(new NotAvailable());
  });

  it('refuses before the forum has come to matching', async () => {
    const early = await insertForum(database.dataSource, { state: 'registration' });
    await insertDelegation(database.dataSource, early, china);
    expect(await service.ask(actor(), question({ forumId: early.id }))).toBeInstanceOf(WrongState);
  });

  it('is nobody else’s to ask or to read', async () => {
    const stranger = actorOf(await insertAccount(database.dataSource), { companies: [[developed[0]!, 'owner']] });
    await expect(service.ask(stranger, question())).rejects.toThrow(NotAllowed);
    const request = await ask();
    await expect(service.find(stranger, request.id)).rejects.toThrow(NotFound);
    await expect(service.watch(stranger, request.id)).rejects.toThrow(NotFound);
  });
});

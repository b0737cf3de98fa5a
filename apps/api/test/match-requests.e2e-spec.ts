import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sampleCompanies, type Account, type Company, type Profile } from '#domain';
import { defaultWeights } from '#matching';
import { insertAccount, insertCompany, joinCompany, joinForum } from '#testing';
import { startTestApi, type TestApi } from './api-harness.js';
import { MatchStage } from './match-stage.js';
import { startWorkerProcess, type WorkerProcess } from './worker-process.js';

/** Whatever the operation asked for: the tests say what they expect. */
type Json = Record<string, any>;

const ASK = `mutation ($input: RequestMatchesInput!) {
  requestMatches(input: $input) {
    __typename
    ... on MatchRequest { id state }
    ... on Refusal { code message }
  }
}`;
const ANSWER = `subscription ($id: UUID!) {
  matchRequestProgress(id: $id) {
    state progress possibleCount weightsVersion
    triples(first: 2) {
      pageInfo { hasNextPage endCursor }
      nodes {
        rank score index isStale
        members { companyId side nameEn share isOutdated }
        lines { companyId capability byCompanyId strength }
        fitFactors { market language }
      }
    }
  }
}`;

describe('asking for matches in the directory', () => {
  let api: TestApi;
  let worker: WorkerProcess;
  let account: Account;
  let asking: Company;

  beforeAll(async () => {
    api = await startTestApi();
    worker = await startWorkerProcess(api.databaseUrl);
    for (const sample of sampleCompanies()) {
      // A sample company has the fields of a profile, read-only, and some of its own that no column takes.
      const company = await insertCompany(api.dataSource, sample as unknown as Profile);
      if (sample.nameEn === 'Dongfang Electric') asking = company;
    }
    account = await insertAccount(api.dataSource);
    await joinCompany(api.dataSource, account, asking);
  });
  afterAll(async () => {
    await worker.stop();
    await api.close();
  });

  const ask = (input: Record<string, unknown> = {}, by: Account | null = account) =>
    api.run(by, ASK, { input: { companyId: asking.id, idempotencyKey: randomUUID(), ...input } });

  it('shows progress and then the best triples with their reasons', async () => {
    const { data } = await ask({ count: 3 });
    expect(data?.requestMatches).toMatchObject({ __typename: 'MatchRequest', state: 'QUEUED' });

    const states: string[] = [];
    let answer: Record<string, any> | undefined;
    for await (const { data: update } of api.subscribe(account, ANSWER, { id: data?.requestMatches.id })) {
      states.push(update?.matchRequestProgress.state as string);
      if (states.at(-1) === 'DONE') {
        answer = update!.matchRequestProgress as Record<string, any>;
        break;
      }
    }
    expect(answer).toMatchObject({ progress: 1, weightsVersion: 'default-1' });
    expect(answer!.possibleCount).toBeGreaterThan(100);
    const { nodes, pageInfo } = answer!.triples;
    expect(pageInfo.hasNextPage).toBe(true);
    expect(nodes.map(({ rank }: { rank: number }) => rank)).toEqual([1, 2]);
    expect(nodes[0].members).toMatchObject([
      { companyId: asking.id, side: 'CHINA', isOutdated: false },
      { side: 'DEVELOPED', nameEn: 'Salini Impregilo' },
      { side: 'DEVELOPING', nameEn: 'Ethiopian Electric Power' },
    ]);
    expect(nodes[0].lines.length).toBeGreaterThanOrEqual(24);
    expect(nodes[0].isStale).toBe(false);
  });

  it('says in the reader’s language why a company cannot ask', async () => {
    const incomplete = await insertCompany(api.dataSource, { needs: [] });
    await joinCompany(api.dataSource, account, incomplete);
    const { data } = await ask({ companyId: incomplete.id });
    expect(data?.requestMatches).toEqual({
      __typename: 'ProfileIncomplete',
      code: 'PROFILE_INCOMPLETE',
      message: 'The approved profile lacks: needs. Complete it to be matched.',
    });
  });

  it('refuses numbers out of range by name, before anything is written', async () => {
    const { errors } = await ask({ count: 101 });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', faults: [{ field: 'count' }] });
    const { errors: unknown } = await ask({ filters: { sectors: ['NOPE'] } });
    expect(unknown?.[0]?.extensions).toMatchObject({
      faults: [{ field: 'filters.sectors[0]', allowed: 'a sector code of the taxonomy' }],
    });
  });

  it('lists what a company asked, newest first and page by page', async () => {
    const LIST = `query ($companyId: ID!, $after: String) {
      matchRequests(companyId: $companyId, first: 2, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } }
    }`;
    const asked: string[] = [];
    for (let count = 1; count <= 3; count++) asked.unshift((await ask({ count })).data?.requestMatches.id as string);
    const first = (await api.ask(account, LIST, { companyId: asking.id })).matchRequests;
    const second = (await api.ask(account, LIST, { companyId: asking.id, after: first.pageInfo.endCursor }))
      .matchRequests;
    expect([...first.nodes, ...second.nodes].slice(0, 3).map(({ id }: { id: string }) => id)).toEqual(asked);
  });

  it('is closed to strangers and to nobody', async () => {
    const stranger = await insertAccount(api.dataSource);
    await joinCompany(api.dataSource, stranger, await insertCompany(api.dataSource));
    expect((await ask({}, stranger)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect((await ask({}, null)).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');

    const { data } = await ask();
    const READ = 'query ($id: UUID!) { matchRequest(id: $id) { id } }';
    const theirs = await api.run(stranger, READ, { id: data?.requestMatches.id });
    const unknown = await api.run(stranger, READ, { id: randomUUID() });
    expect(theirs.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    expect(theirs.errors?.[0]?.message.replace(/[0-9a-f-]{36}/, '')).toBe(
      unknown.errors?.[0]?.message.replace(/[0-9a-f-]{36}/, ''),
    );
  });
});

describe('asking for matches at a forum', () => {
  let stage: MatchStage;
  let china: Company;
  let owner: Account;

  beforeAll(async () => {
    stage = await MatchStage.open();
    await stage.startWorker();
    china = await stage.addCompany('china');
    owner = await stage.ownerOf(china);
    await stage.addCompany('developed');
    await stage.addCompany('developed', { offers: [{ capability: 'Q01', strength: 0.4 }] });
    await stage.addCompany('developing');
    await stage.addCompany('developing', { size: 4 });
  });
  afterAll(() => stage.close());

  it('says in two languages what the index means, and who could cover what stays open', async () => {
    const offers = [{ capability: 'L03', strength: 0.6 }];
    const { id: companyId, profile } = await stage.addCompany('developing', { offers, nameZh: '东非园区' });
    const { triples, isIndexed } = await stage.match(owner, china);
    expect(typeof isIndexed).toBe('boolean');
    const [best] = triples.nodes;
    expect(best.indexSentence.en).toMatch(/^1\+1\+1 is \d\.\d+ here/);
    expect(best.indexSentence.zh).toContain('“1+1+1”');
    expect(best.openNeeds).toContainEqual({
      companyId: china.id,
      capability: 'L03',
      couldCover: [{ strength: 0.6, company: { companyId, nameEn: profile.nameEn, nameZh: '东非园区' } }],
    });
  });

  it.each<[string, (closing: Company) => Promise<void>]>([
    ['blocks it', (closing) => stage.setBlocks(closing, { companyIds: [china.id] })],
    ['blocks its country', (closing) => stage.setBlocks(closing, { countries: ['CN'] })],
    ['says never', (closing) => stage.sayNever(closing, china)],
  ])('tells an asking company nothing of another one that %s', async (_reason, close) => {
    const offers = [
      { capability: 'Q01', strength: 0.6 },
      { capability: 'L03', strength: 0.8 },
    ];
    const closing = await stage.addCompany('developed', { offers });
    const names = new RegExp(`${closing.id}|${closing.profile.nameEn}`);
    const before = await stage.match(owner, china, { count: 100 });
    const places = before['triples'].nodes.filter((triple: Json) => names.test(JSON.stringify(triple['members'])));
    expect(places.length).toBeGreaterThan(0);
    expect(JSON.stringify(before)).toMatch(names);

    await close(closing);
    const after = await stage.match(owner, china, { count: 100 });
    expect(JSON.stringify(after)).not.toMatch(names);
    const { triples } = after;
    expect({ ...after, id: before['id'], triples: before['triples'] }).toEqual(before);
    const ranks: number[] = triples.nodes.map(({ rank }: { rank: number }) => rank);
    expect(ranks).toEqual(Array.from({ length: before['triples'].nodes.length - places.length }, (_, at) => at + 1));

    // The list of before still stands, and does not say either that something has changed.
    const LATER = `query ($id: UUID!) { matchRequest(id: $id) {
      isStale triples(first: 30) { nodes { rank isStale members { companyId isOutdated } } }
    } }`;
    const { matchRequest: later } = await stage.api.ask(owner, LATER, { id: before['id'] });
    expect(later).toEqual({
      isStale: false,
      triples: {
        nodes: before['triples'].nodes.map(({ rank, members }: Json) => ({
          rank,
          isStale: false,
          members: members.map(({ companyId }: Json) => ({ companyId, isOutdated: false })),
        })),
      },
    });
  });

  it('limits how often a company appears when asked to, with the exact ranks and a label', async () => {
    const whole = await stage.match(owner, china, { count: 100 });
    expect(whole['diversity']).toBeNull();
    const { diversity, triples } = await stage.match(owner, china, { count: 2, maxAppearances: 1 });
    expect(diversity).toEqual({ maxAppearances: 1, rankedCount: expect.any(Number), isComplete: true });
    const members: string[] = triples.nodes.flatMap((triple: Json) => [
      triple['members'][1].companyId,
      triple['members'][2].companyId,
    ]);
    expect(triples.nodes).toHaveLength(2);
    expect(new Set(members).size).toBe(4);
    expect(triples.nodes[1].rank).toBeGreaterThan(2);
    expect(triples.nodes[1].score).toBe(whole['triples'].nodes[triples.nodes[1].rank - 1].score);

    const input = { companyId: china.id, forumId: stage.forum.id, count: 2, idempotencyKey: randomUUID() };
    const { errors } = await stage.api.run(owner, ASK, { input: { ...input, maxAppearances: 3 } });
    expect(errors?.[0]?.extensions).toMatchObject({
      faults: [{ field: 'maxAppearances', allowed: 'a whole number from 1 to 2' }],
    });
  });

  it('says that a list is stale, for three requests with as many queries as for one', async () => {
    const LIST = `query ($companyId: ID!, $first: Int!) { matchRequests(companyId: $companyId, first: $first) {
      nodes { isStale triples(first: 5) { nodes { rank } } }
    } }`;
    const STALE = LIST.replace('triples(first: 5) { nodes { rank } }', 'state');
    const variables = { companyId: china.id };
    const one = await stage.countQueries(owner, STALE, { ...variables, first: 1 });
    expect(await stage.countQueries(owner, STALE, { ...variables, first: 3 })).toBe(one);
    const read = async (): Promise<boolean[]> =>
      (await stage.api.ask(owner, LIST, { ...variables, first: 3 }))['matchRequests'].nodes.map(
        ({ isStale }: { isStale: boolean }) => isStale,
      );
    expect(await read()).toEqual([false, false, false]);

    const organizer = await insertAccount(stage.api.dataSource);
    await joinForum(stage.api.dataSource, organizer, stage.forum);
    const SET = `mutation ($forumId: UUID!, $weights: WeightsInput!) {
      setForumWeights(forumId: $forumId, weights: $weights, expectedVersion: 1) { __typename }
    }`;
    const { score, fit } = defaultWeights;
    const weights = { score: { ...score, coverage: 0.35, fit: 0.3 }, fit };
    const { setForumWeights } = await stage.api.ask(organizer, SET, { forumId: stage.forum.id, weights });
    expect(setForumWeights.__typename).toBe('Forum');
    expect(await read()).toEqual([true, true, true]);
  });
});

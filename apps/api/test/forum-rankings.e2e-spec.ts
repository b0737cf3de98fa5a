import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sides } from '#matching';
import { RankedCompany, type Account, type Company, type Forum } from '#domain';
import {
  insertAccount,
  insertCompany,
  insertDelegation,
  insertForum,
  insertParticipants,
  joinCompany,
  joinForum,
  variedProfile,
} from '#testing';
import { startTestApi, type TestApi } from './api-harness.js';
import { startWorkerProcess, type WorkerProcess } from './worker-process.js';

const START = `mutation ($input: StartForumRankingInput!) {
  startForumRanking(input: $input) { __typename ... on ForumRanking { id state progress companyCount }
    ... on Refusal { code message } ... on RankingInProgress { forumRankingId } ... on SidesWithoutCompany { sides } }
}`;
const CANCEL = `mutation ($id: UUID!) {
  cancelForumRanking(id: $id) { __typename ... on ForumRanking { state finishedAt } ... on Refusal { code } }
}`;
const TRIPLE = 'rank score index members { companyId side nameEn share isOutdated }';
const PROGRESS = `subscription ($id: UUID!) {
  forumRankingProgress(id: $id) { state progress isStale weightsVersion startedAt finishedAt
    triples(first: 3) { nodes { ${TRIPLE} } pageInfo { hasNextPage endCursor } }
    companies(first: 2) { nodes { companyId } } }
}`;
const READ = 'query ($id: UUID!) { forumRanking(id: $id) { state } }';

describe('ranking a whole forum', () => {
  let api: TestApi;
  let worker: WorkerProcess;

  beforeAll(async () => {
    api = await startTestApi();
    worker = await startWorkerProcess(api.databaseUrl);
  });
  afterAll(async () => {
    await worker.stop();
    await api.close();
  });

  interface Venue {
    forum: Forum;
    organizer: Account;
    companies: Company[];
  }

  async function open(perSide: number): Promise<Venue> {
    const { dataSource } = api;
    const forum = await insertForum(dataSource, { state: 'matching' });
    const organizer = await insertAccount(dataSource);
    await joinForum(dataSource, organizer, forum, 'organizer');
    const profiles = sides.flatMap((side) =>
      Array.from({ length: perSide }, (_, number) => variedProfile(side, number)),
    );
    const companies = await insertParticipants(dataSource, forum, profiles);
    return { forum, organizer, companies };
  }

  const start = async ({ forum, organizer }: Venue, count = 5): Promise<Record<string, any>> => {
    const input = { forumId: forum.id, count, idempotencyKey: randomUUID() };
    return (await api.ask(organizer, START, { input })).startForumRanking;
  };
  /** Watches until the run is as wanted; answers with all that was seen. */
  async function watch(
    { organizer }: Venue,
    id: string,
    isWanted: (ranking: Record<string, any>) => boolean,
  ): Promise<Record<string, any>[]> {
    const seen: Record<string, any>[] = [];
    for await (const { data } of api.subscribe(organizer, PROGRESS, { id })) {
      seen.push(data!.forumRankingProgress as Record<string, any>);
      if (isWanted(seen.at(-1)!)) return seen;
    }
    throw new Error(`The subscription ended after ${seen.map(({ state }) => String(state)).join(', ')}.`);
  }
  const isDone = ({ state }: Record<string, any>): boolean => state === 'DONE';
  const makeRanking = async (venue: Venue, count = 5): Promise<Record<string, any>> => {
    const { id } = await start(venue, count);
    return { id, ...(await watch(venue, id, isDone)).at(-1) };
  };

  it('shows progress, then the best triples of the forum and the list of each company, to its staff alone', async () => {
    const venue = await open(20);
    const { organizer, companies, forum } = venue;
    const asked = await start(venue);
    expect(asked).toMatchObject({ __typename: 'ForumRanking', state: 'QUEUED', progress: 0, companyCount: 60 });
    const { id } = asked;
    const seen = await watch(venue, id, isDone);
    const done = seen.at(-1)!;
    expect(done).toMatchObject({ state: 'DONE', progress: 1, isStale: false, weightsVersion: 'default-1' });
    expect(seen.map(({ progress }) => progress as number).every((progress) => progress >= 0 && progress <= 1)).toBe(
      true,
    );

    const { nodes, pageInfo } = done.triples;
    expect(nodes.map(({ rank }: { rank: number }) => rank)).toEqual([1, 2, 3]);
    expect(nodes[0].members.map(({ side }: { side: string }) => side)).toEqual(['CHINA', 'DEVELOPED', 'DEVELOPING']);
    const COMPANIES = `query ($id: UUID!, $first: Int!, $after: String, $afterRank: String, $companyId: UUID!) {
      forumRanking(id: $id) {
        triples(first: 50, after: $afterRank) { nodes { rank score } }
        companies(first: $first, after: $after) { pageInfo { hasNextPage endCursor }
          nodes { companyId side bestScore possibleCount company { nameEn } triples(first: 2) { nodes { ${TRIPLE} } } } }
        company(companyId: $companyId) { bestScore triples { nodes { rank } pageInfo { hasNextPage } } }
      }
    }`;
    const companyId = companies[7]!.id;
    const read = async (given: object): Promise<Record<string, any>> =>
      (await api.ask(organizer, COMPANIES, { id, companyId, ...given })).forumRanking;
    const first = await read({ first: 40, afterRank: pageInfo.endCursor });
    expect(first.triples.nodes.map(({ rank }: { rank: number }) => rank)).toEqual([4, 5]);
    expect(first.company.triples.nodes).toHaveLength(5);
    const second = await read({ first: 40, after: first.companies.pageInfo.endCursor });
    const ranked = [...first.companies.nodes, ...second.companies.nodes] as Record<string, any>[];
    expect(ranked.map((company) => company.companyId as string).sort()).toEqual(companies.map((one) => one.id).sort());
    const scores = ranked.map(({ bestScore }) => bestScore as number);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    const leader = ranked.find((company) => company.companyId === nodes[0].members[0].companyId);
    expect(leader!.triples.nodes[0]).toEqual(nodes[0]);
    expect(ranked.every(({ triples, bestScore }) => triples.nodes[0].score === bestScore)).toBe(true);
    expect(second.companies.pageInfo.hasNextPage).toBe(false);
    expect(await api.codeOf(organizer, COMPANIES, { id, companyId, first: 1, after: pageInfo.endCursor })).toBe(
      'BAD_USER_INPUT',
    );

    const LIST = 'query ($forumId: UUID!) { forumRankings(forumId: $forumId) { nodes { id isStale progress } } }';
    const { forumRankings } = await api.ask(organizer, LIST, { forumId: forum.id });
    expect(forumRankings.nodes).toEqual([{ id, isStale: false, progress: 1 }]);

    const member = await insertAccount(api.dataSource);
    await joinCompany(api.dataSource, member, companies[0]!);
    const elsewhere = await open(0);
    for (const [query, variables] of [
      [READ, { id }],
      [CANCEL, { id }],
      [LIST, { forumId: forum.id }],
    ] as const) {
      expect(await api.codeOf(null, query, variables)).toBe('UNAUTHENTICATED');
      expect(await api.codeOf(member, query, variables)).toBe('FORBIDDEN');
      expect(await api.codeOf(elsewhere.organizer, query, variables)).toBe('NOT_FOUND');
    }
    const assistant = await insertAccount(api.dataSource);
    await joinForum(api.dataSource, assistant, forum, 'assistant');
    expect(await api.codeOf(assistant, CANCEL, { id })).toBe('FORBIDDEN');
    expect((await api.ask(assistant, READ, { id })).forumRanking).toEqual({ state: 'DONE' });
  });

  it('says in the reader’s language which sides nobody can be matched from', async () => {
    const venue = await open(0);
    await insertDelegation(api.dataSource, venue.forum, await insertCompany(api.dataSource));
    expect(await start(venue)).toEqual({
      __typename: 'SidesWithoutCompany',
      code: 'SIDES_WITHOUT_COMPANY',
      message:
        'A triple has a company of each side, and this forum has none that can be matched from: developed countries, developing countries. Approve participants that have an approved profile with an offer and a need.',
      sides: ['DEVELOPED', 'DEVELOPING'],
    });
  });

  it('tells a company where the score of its triple stands, from the latest run, by as many queries for five as for one', async () => {
    const venue = await open(6);
    const company = venue.companies[0]!;
    // Offers what nobody needs, and so has no triple of its own.
    await insertParticipants(api.dataSource, venue.forum, [{ offers: [{ capability: 'H03', strength: 0.4 }] }]);
    const member = await insertAccount(api.dataSource);
    await joinCompany(api.dataSource, member, company);
    const ASK = `mutation ($input: RequestMatchesInput!) { requestMatches(input: $input) { ... on MatchRequest { id } } }`;
    const ask = async (forumId: string | null): Promise<string> => {
      const input = { companyId: company.id, forumId, count: 5, idempotencyKey: randomUUID() };
      const id = (await api.ask(member, ASK, { input })).requestMatches.id as string;
      const STATE = 'subscription ($id: UUID!) { matchRequestProgress(id: $id) { state } }';
      for await (const { data } of api.subscribe(member, STATE, { id })) {
        const { state } = data!.matchRequestProgress;
        if (state === 'DONE') return id;
        if (state === 'FAILED') break;
      }
      throw new Error('The match request was not answered.');
    };
    const STANDING = `query ($id: UUID!, $first: Int!) { matchRequest(id: $id) { triples(first: $first) {
      nodes { score standing { lowerShare companyCount rankedAt weightsVersion } } } } }`;
    const triplesOf = async (id: string, first = 5): Promise<Record<string, any>[]> =>
      (await api.ask(member, STANDING, { id, first })).matchRequest.triples.nodes;

    const atForum = await ask(venue.forum.id);
    expect((await triplesOf(atForum)).map(({ standing }) => standing as unknown)).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
    const { id, finishedAt } = await makeRanking(venue);
    const rows = await api.dataSource.getRepository(RankedCompany).findBy({ forumRankingId: id as string });
    const shown = await triplesOf(atForum);
    expect(shown).toHaveLength(5);
    for (const { score, standing } of shown) {
      const lower = rows.filter(({ bestScore }) => bestScore === null || bestScore < score).length;
      expect(standing).toEqual({
        lowerShare: lower / 19,
        companyCount: 19,
        rankedAt: finishedAt,
        weightsVersion: 'default-1',
      });
    }
    expect(shown[0]!.standing.lowerShare).toBeGreaterThan(0);
    expect((await triplesOf(await ask(null)))[0]!.standing).toBeNull();

    const countQueries = async (first: number): Promise<number> => {
      let count = 0;
      const { logger } = api.dataSource;
      api.dataSource.logger = Object.create(logger, { logQuery: { value: () => count++ } }) as typeof logger;
      await triplesOf(atForum, first);
      api.dataSource.logger = logger;
      return count;
    };
    const one = await countQueries(1);
    expect(await countQueries(5)).toBe(one);
    expect(one).toBeGreaterThan(2);
  });

  /** How many jobs of shards are neither done nor given up. */
  const countOpenJobs = async (): Promise<number> => {
    const [row] = await api.dataSource.query<[{ count: number }]>(
      `select count(*)::integer as count from outbox_job
        where name like '%forum%' and finished_at is null and failed_at is null`,
    );
    return row.count;
  };

  it('is called off in the middle: no list stays, the workers are free, and another run can be made', async () => {
    // Large enough that the cancellation comes before the last shard has ended, also on a busy machine.
    const venue = await open(250);
    const { id } = await start(venue, 100);
    const [running] = (await watch(venue, id, ({ companies }) => companies.nodes.length > 0)).slice(-1);
    expect(running).toMatchObject({ state: 'RUNNING' });
    expect(await start(venue)).toMatchObject({ __typename: 'RankingInProgress', forumRankingId: id });

    const { cancelForumRanking } = await api.ask(venue.organizer, CANCEL, { id });
    expect(cancelForumRanking).toMatchObject({ __typename: 'ForumRanking', state: 'CANCELLED' });
    while ((await countOpenJobs()) > 0) await delay(50);
    const [after] = await watch(venue, id, () => true);
    expect(after).toMatchObject({ state: 'CANCELLED', triples: { nodes: [] }, companies: { nodes: [] } });
    expect(after!.progress).toBeLessThan(1);
    expect((await api.ask(venue.organizer, CANCEL, { id })).cancelForumRanking.code).toBe('WRONG_STATE');

    expect(await makeRanking(venue)).toMatchObject({ state: 'DONE', progress: 1 });
  });

  it('redoes what a killed worker had begun, and ranks every company once', async () => {
    const venue = await open(110);
    const { id } = await start(venue, 100);
    await watch(venue, id, ({ companies }) => companies.nodes.length > 0);
    process.kill(worker.pid, 'SIGKILL');
    const { state } = (await api.ask(venue.organizer, READ, { id })).forumRanking;
    expect(state).toBe('RUNNING');
    worker = await startWorkerProcess(api.databaseUrl);

    await watch(venue, id, isDone);
    expect(await api.dataSource.getRepository(RankedCompany).countBy({ forumRankingId: id as string })).toBe(330);
  }, 60_000);
});

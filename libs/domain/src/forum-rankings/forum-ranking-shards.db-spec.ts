import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { compileDirectory, rankTriples } from '#matching';
import { RankingBed, type RankedForum } from '#testing';
import { readMatchPool } from '../match-requests/match-pool.queries.js';
import { WrongState } from '../refusal.js';
import { matchingTaxonomy } from '../taxonomy/index.js';
import { RankedCompany, type ForumTriple } from './forum-ranking.entity.js';

let bed: RankingBed;
beforeAll(async () => {
  bed = await RankingBed.open();
});
afterAll(() => bed.close());

const bare = ({
  china,
  developed,
  developing,
  score,
  rank,
}: Pick<ForumTriple, 'china' | 'developed' | 'developing' | 'score' | 'rank'>) => ({
  rank,
  score,
  members: [china, developed, developing],
});

describe('a forum-wide run', () => {
  let here: RankedForum;
  // Fifty companies are a shard.
  beforeAll(async () => {
    here = await bed.insertForum(18);
  });

  it('finds the same lists as a ranking of each company, and out of them the best of the forum', async () => {
    const ranking = await bed.makeRanking(here, 3);
    expect(ranking).toMatchObject({ state: 'done', companyCount: 54, weights: { version: 'default-1' } });
    expect(await bed.shardJobsOf(ranking)).toHaveLength(2);
    expect(await bed.rankings.listProgress([ranking])).toEqual([1]);

    const { profiles, versionIds, nevers } = await readMatchPool(bed.database.dataSource.manager, here.forum.id);
    const directory = compileDirectory(profiles, matchingTaxonomy());
    const ranked = await bed.rankings.listCompanies(ranking, 100);
    expect(ranked.map(({ companyId }) => companyId).sort()).toEqual(here.companies.map(({ id }) => id).sort());
    const lists = await bed.rankings.listTriplesOf(ranked);
    const everyTriple = new Map<string, ReturnType<typeof bare>>();
    ranked.forEach(({ companyId, bestScore, possibleCount, companyVersionId }, at) => {
      const expected = rankTriples({ directory, company: companyId, k: 3, nevers });
      expect(lists[at]!.map(bare)).toEqual(expected.triples.map(bare));
      expect({ bestScore, possibleCount, companyVersionId }).toEqual({
        bestScore: expected.triples[0]?.score ?? null,
        possibleCount: expected.counts.possible,
        companyVersionId: versionIds.get(companyId),
      });
      lists[at]!.forEach((triple) => everyTriple.set(bare(triple).members.join(), bare(triple)));
    });

    const best = [...everyTriple.values()].sort(
      (a, b) => b.score - a.score || (a.members.join() < b.members.join() ? -1 : 1),
    );
    const shown = await bed.rankings.listTriples(ranking, 10);
    expect(shown.map(bare)).toEqual(best.slice(0, 3).map((triple, at) => ({ ...triple, rank: at + 1 })));
    expect(shown[0]!.versionIds.china).toBe(versionIds.get(shown[0]!.china));
    expect(await bed.rankings.listTriples(ranking, 1, 1)).toEqual([shown[1]]);
  });

  it('redoes a lost shard and stores each shard once, however often its job runs', async () => {
    const ranking = await bed.start(here, 2);
    const [first, second] = await bed.shardJobsOf(ranking);
    const lost = { ...bed.core, rankEveryCompany: () => Promise.reject(new Error('The worker is gone.')) };
    await expect(bed.rankShard(first!, lost)).rejects.toThrow('The worker is gone.');
    expect(await bed.rankings.find(here.organizer, ranking.id)).toMatchObject({ state: 'running' });

    await Promise.all([bed.rankShard(first!), bed.rankShard(first!)]);
    expect(await bed.rankings.listProgress([ranking])).toEqual([50 / 54]);
    await bed.database.dataSource.query(`update forum_ranking_shard set finished_at = null`);
    await bed.rankShard(first!);
    expect(await bed.database.dataSource.getRepository(RankedCompany).countBy({ forumRankingId: ranking.id })).toBe(50);
    await bed.database.dataSource.query(
      `update forum_ranking_shard set finished_at = now(), done_count = 50 where number = 1`,
    );

    await bed.rankShard(second!);
    await bed.joinShards(ranking);
    const done = await bed.rankings.find(here.organizer, ranking.id);
    expect(done.state).toBe('done');
    await bed.joinShards(ranking);
    expect(await bed.rankings.find(here.organizer, ranking.id)).toEqual(done);
  });

  it('shows how far it has come while a shard runs', async () => {
    const ranking = await bed.start(here);
    const [job] = await bed.shardJobsOf(ranking);
    const seen: number[] = [];
    const halfWay = {
      ...bed.core,
      rankEveryCompany: (async (forumId, question, run) => {
        run.onProgress(0.5);
        for await (const now of await bed.rankings.watch(here.organizer, ranking.id)) {
          seen.push(...(await bed.rankings.listProgress([now])));
          if (seen.at(-1)! > 0) break;
        }
        return bed.core.rankEveryCompany(forumId, question, run);
      }) as typeof bed.core.rankEveryCompany,
    };
    await bed.rankShard(job!, halfWay);
    expect(seen.at(-1)).toBe(25 / 54);
    await bed.runs.cancel(here.organizer, ranking.id, bed.now);
  });

  it('fails when a shard is given up, lets go of the others and keeps no list', async () => {
    const ranking = await bed.start(here);
    const [first, second] = await bed.shardJobsOf(ranking);
    await bed.rankShard(first!);
    const lists = bed.database.dataSource.getRepository(RankedCompany);
    expect(await lists.countBy({ forumRankingId: ranking.id })).toBe(50);
    await bed.giveUpShard(second!);
    expect(await lists.countBy({ forumRankingId: ranking.id })).toBe(0);

    await bed.joinShards(ranking);
    expect(await bed.rankings.find(here.organizer, ranking.id)).toMatchObject({ state: 'failed' });
    expect(await bed.rankings.listTriples(ranking, 10)).toEqual([]);
  });

  it('fails when a shard has come to no end though its job has', async () => {
    const ranking = await bed.start(here);
    const [first] = await bed.shardJobsOf(ranking);
    await bed.rankShard(first!);
    await bed.joinShards(ranking);
    expect(await bed.rankings.find(here.organizer, ranking.id)).toMatchObject({ state: 'failed' });
  });

  it('ends within a second when it is cancelled in the middle, and stays so', async () => {
    const ranking = await bed.start(here);
    const [first, second] = await bed.shardJobsOf(ranking);
    await bed.rankShard(first!);
    const endless = {
      ...bed.core,
      rankEveryCompany: ((_, __, { signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(new Error('aborted')));
        })) as typeof bed.core.rankEveryCompany,
    };
    const running = bed.rankShard(second!, endless);

    const askedAt = performance.now();
    const cancelled = await bed.runs.cancel(here.organizer, ranking.id, bed.now);
    expect(cancelled).toMatchObject({ state: 'cancelled', finishedAt: bed.now });
    await running;
    expect(performance.now() - askedAt).toBeLessThan(1_000);

    await bed.joinShards(ranking);
    const after = await bed.rankings.find(here.organizer, ranking.id);
    expect(after).toEqual(cancelled);
    expect(await bed.rankings.listCompanies(after, 10)).toEqual([]);
    expect(await bed.runs.cancel(here.organizer, ranking.id, bed.now)).toBeInstanceOf(WrongState);
  });

  it('stores nothing of a shard that was ready just when the run was cancelled', async () => {
    const ranking = await bed.start(here);
    const [job] = await bed.shardJobsOf(ranking);
    const late = {
      ...bed.core,
      rankEveryCompany: (async (forumId, question, run) => {
        const answer = await bed.core.rankEveryCompany(forumId, question, run);
        expect(answer.answer).toHaveLength(50);
        await bed.runs.cancel(here.organizer, ranking.id, bed.now);
        return answer;
      }) as typeof bed.core.rankEveryCompany,
    };
    await bed.rankShard(job!, late);
    expect(await bed.database.dataSource.getRepository(RankedCompany).countBy({ forumRankingId: ranking.id })).toBe(0);
  });

  it('goes back to the queue when its worker shuts down', async () => {
    const ranking = await bed.start(here);
    const [job] = await bed.shardJobsOf(ranking);
    const shutdown = new AbortController();
    const stopping = {
      ...bed.core,
      rankEveryCompany: (() => {
        shutdown.abort();
        return Promise.reject(new Error('aborted'));
      }) as typeof bed.core.rankEveryCompany,
    };
    await expect(bed.rankShard(job!, stopping, shutdown.signal)).rejects.toThrow('aborted');
    await bed.runs.cancel(here.organizer, ranking.id, bed.now);
  });
});

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { compileDirectory, rankTriples } from '#matching';
import { RankingBed, type RankedForum, actorOf, insertAccount, insertCompany } from '#testing';
import { AuditEntry } from '../audit/audit-entry.entity.js';
import { NotAllowed, NotFound } from '../domain-error.js';
import { Forum } from '../forums/forum.entity.js';
import { readMatchPool } from '../match-requests/match-pool.queries.js';
import { WrongState } from '../refusal.js';
import { matchingTaxonomy } from '../taxonomy/index.js';
import { ForumRanking, RankedCompany, type ForumTriple } from './forum-ranking.entity.js';
import { RankingInProgress, SidesWithoutCompany } from './forum-ranking.refusals.js';

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

describe('asking for a forum-wide run', () => {
  let here: RankedForum;
  beforeEach(async () => {
    here = await bed.insertForum(1);
  });
  const ask = (given = {}) => ({ forumId: here.forum.id, count: 5, idempotencyKey: randomUUID(), ...given });

  it('makes one run at a time in a forum, and one for one key', async () => {
    const input = ask();
    const [first, second] = await Promise.all([
      bed.runs.start(here.organizer, input),
      bed.runs.start(here.organizer, input),
    ]);
    const { id } = first as ForumRanking;
    expect(second).toMatchObject({ id });
    expect(await bed.runs.start(here.organizer, ask())).toEqual(new RankingInProgress(id));
    expect(await bed.shardJobsOf(first as ForumRanking)).toHaveLength(1);

    await bed.runs.cancel(here.organizer, id, bed.now);
    expect(await bed.runs.start(here.organizer, ask())).toMatchObject({ state: 'queued', companyCount: 3 });
    const entries = await bed.database.dataSource.getRepository(AuditEntry).findBy({ subjectId: id });
    expect(entries.map(({ action }) => action).sort()).toEqual(['forum-ranking.cancelled', 'forum-ranking.started']);
  });

  it('is refused while a side has no company that can be matched, and where the forum is not matching', async () => {
    const { manager } = bed.database.dataSource;
    const [china, , developing] = here.companies;
    await manager.query(`update company_version set offers = '[]' where company_id = $1`, [china!.id]);
    await manager.update('participation', { companyId: developing!.id }, { state: 'withdrawn' });
    expect(await bed.runs.start(here.organizer, ask())).toEqual(new SidesWithoutCompany(['CHINA', 'DEVELOPING']));
    await manager.update(Forum, { id: here.forum.id }, { state: 'registration' });
    expect(await bed.runs.start(here.organizer, ask())).toBeInstanceOf(WrongState);
  });

  it('names a count out of range, and writes nothing', async () => {
    await expect(bed.runs.start(here.organizer, ask({ count: 101 }))).rejects.toMatchObject({
      parameters: { faults: [{ field: 'count', allowed: 'a whole number from 1 to 100' }] },
    });
    expect(await bed.rankings.list(here.organizer, here.forum.id, 10)).toEqual([]);
  });

  it('is for organizers; assistants read, and companies that take part do not see that there is a run', async () => {
    const { dataSource } = bed.database;
    const ranking = await bed.start(here);
    const assistant = actorOf(await insertAccount(dataSource), { forums: [[here.forum, 'assistant']] });
    await expect(bed.runs.start(assistant, ask())).rejects.toThrow(NotAllowed);
    await expect(bed.runs.cancel(assistant, ranking.id, bed.now)).rejects.toThrow(NotAllowed);
    expect(await bed.rankings.find(assistant, ranking.id)).toMatchObject({ id: ranking.id });
    expect(await bed.rankings.list(assistant, here.forum.id, 10)).toHaveLength(1);

    const member = actorOf(await insertAccount(dataSource), { companies: [[here.companies[0]!, 'owner']] });
    await expect(bed.rankings.find(member, ranking.id)).rejects.toThrow(NotFound);
    await expect(bed.rankings.watch(member, ranking.id)).rejects.toThrow(NotFound);
    await expect(bed.rankings.list(member, here.forum.id, 10)).rejects.toThrow(NotFound);
    await expect(bed.runs.cancel(member, ranking.id, bed.now)).rejects.toThrow(NotFound);
  });

  it('pages through the companies of a run, those without a triple last', async () => {
    await bed.addCompany(here.forum, { ...lonely, nameEn: 'Alone' });
    await bed.addCompany(here.forum, { ...lonely, nameEn: 'Alone too' });
    const ranking = await bed.makeRanking(here);
    const all = await bed.rankings.listCompanies(ranking, 10);
    expect(all.map(({ bestScore }) => bestScore !== null)).toEqual([true, true, true, false, false]);
    const pages: RankedCompany[] = [];
    for (let last: RankedCompany | undefined; pages.length < 5; last = pages.at(-1)) {
      pages.push(...(await bed.rankings.listCompanies(ranking, 1, last)));
    }
    expect(pages).toEqual(all);
    const unranked = await insertCompany(bed.database.dataSource);
    expect(await bed.rankings.findCompany(ranking, unranked.id)).toBeNull();
    expect(await bed.rankings.findCompany(ranking, all[4]!.companyId)).toEqual(all[4]);
  });

  /** Offers what nobody needs. */
  const lonely = { side: 'CHINA' as const, country: 'CN', offers: [{ capability: 'H03', strength: 0.4 }] };
});

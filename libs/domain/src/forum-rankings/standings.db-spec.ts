import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { defaultWeights } from '#matching';
import { RankingBed, type RankedForum } from '#testing';
import { Company, CompanyVersion } from '../companies/company.entity.js';
import { Forum } from '../forums/forum.entity.js';
import { Participation } from '../forums/participation.entity.js';
import { Preference } from '../meetings/preference.entity.js';
import { RankedCompany, type ForumRanking } from './forum-ranking.entity.js';

let bed: RankingBed;
let here: RankedForum;
beforeAll(async () => {
  bed = await RankingBed.open();
});
afterAll(() => bed.close());
beforeEach(async () => {
  here = await bed.insertForum(3);
});

/** Offers what nobody needs, so that it stands in no triple. */
const lonely = { side: 'CHINA' as const, country: 'CN', offers: [{ capability: 'H03', strength: 0.4 }] };

describe('the standing of a score', () => {
  it('is the share of companies whose own best triple scores lower, those without a triple included', async () => {
    await bed.addCompany(here.forum, lonely);
    const ranking = await bed.makeRanking(here);
    const bests = (await bed.rankings.listCompanies(ranking, 100)).map(({ bestScore }) => bestScore);
    expect(bests).toContain(null);
    expect(new Set(bests).size).toBeGreaterThan(3);

    const scores = [...bests.map((best) => best ?? 0), 0, 50, 100, ...bests.map((best) => (best ?? 0) + 1e-9)];
    const standings = await bed.standings.readStandings(here.forum.id, scores);
    const run = { companyCount: 10, rankedAt: ranking.finishedAt, weightsVersion: 'default-1' };
    expect(standings).toEqual(
      scores.map((score) => {
        const lower = bests.filter((best) => best === null || best < score).length;
        return { lowerShare: lower / 10, ...run };
      }),
    );
  });

  it('is told from the latest run that is done, and not before there is one', async () => {
    expect(await bed.standings.readStandings(here.forum.id, [50])).toBeNull();
    const cancelled = await bed.start(here);
    await bed.runs.cancel(here.organizer, cancelled.id, bed.now);
    expect(await bed.standings.readStandings(here.forum.id, [50])).toBeNull();

    const first = await bed.makeRanking(here);
    await bed.addCompany(here.forum, lonely);
    await bed.start(here);
    const whileRunning = await bed.standings.readStandings(here.forum.id, [50]);
    expect(whileRunning).toMatchObject([{ companyCount: 9, rankedAt: first.finishedAt }]);

    const [running] = await bed.rankings.list(here.organizer, here.forum.id, 1);
    await bed.finish(running!);
    const done = await bed.rankings.find(here.organizer, running!.id);
    const after = await bed.standings.readStandings(here.forum.id, [50]);
    expect(after).toMatchObject([{ companyCount: 10, rankedAt: done.finishedAt }]);
    const elsewhere = await bed.insertForum(1);
    expect(await bed.standings.readStandings(elsewhere.forum.id, [50])).toBeNull();
  });
});

describe('a forum-wide run is stale', () => {
  let ranking: ForumRanking;
  const isStale = async () => (await bed.rankings.listStaleness([ranking]))[0];
  beforeEach(async () => {
    ranking = await bed.makeRanking(here);
    expect(await isStale()).toBe(false);
  });

  it('when the forum weighs otherwise', async () => {
    const weights = { ...defaultWeights, version: 'forum-2' };
    await bed.database.dataSource.getRepository(Forum).update({ id: here.forum.id }, { weights });
    expect(await isStale()).toBe(true);
  });

  it('when another version of a profile is approved', async () => {
    const { manager } = bed.database.dataSource;
    const { id: companyId, profile } = here.companies[4]!;
    const version = await manager.save(manager.create(CompanyVersion, { companyId, number: 2, profile }));
    expect(await isStale()).toBe(false);
    await manager.update(Company, { id: companyId }, { approvedVersionId: version.id });
    expect(await isStale()).toBe(true);
  });

  it('when only a triple names a version from before, because a profile changed between two shards', async () => {
    const { manager } = bed.database.dataSource;
    const [best] = await bed.rankings.listTriples(ranking, 1);
    const { companyId, profile } = await manager.findOneByOrFail(CompanyVersion, { id: best!.versionIds.china });
    const later = await manager.save(manager.create(CompanyVersion, { companyId, number: 2, profile }));
    const next = await bed.start(here);
    const [job] = await bed.shardJobsOf(next);
    await bed.rankShard(job!);
    await manager.update(Company, { id: companyId }, { approvedVersionId: later.id });
    await manager.update(RankedCompany, { forumRankingId: next.id, companyId }, { companyVersionId: later.id });
    await bed.joinShards(next);

    ranking = await bed.rankings.find(here.organizer, next.id);
    expect(ranking.state).toBe('done');
    expect(await isStale()).toBe(true);
  });

  it('when a company has left the forum, and when one that can be matched has come', async () => {
    const participations = bed.database.dataSource.getRepository(Participation);
    await bed.addCompany(here.forum, { side: 'CHINA', offers: [] });
    expect(await isStale()).toBe(false);
    await participations.update({ companyId: here.companies[0]!.id }, { state: 'withdrawn' });
    expect(await isStale()).toBe(true);
    await participations.update({ companyId: here.companies[0]!.id }, { state: 'approved' });
    expect(await isStale()).toBe(false);
    await bed.addCompany(here.forum, lonely);
    expect(await isStale()).toBe(true);
  });

  it('but not when somebody says never, which nobody is to know', async () => {
    const [best] = await bed.rankings.listTriples(ranking, 1);
    await bed.database.dataSource.getRepository(Preference).insert({
      forumId: here.forum.id,
      companyId: best!.china,
      otherCompanyId: best!.developed,
      value: 'never',
    });
    expect(await isStale()).toBe(false);
    const again = await bed.makeRanking(here);
    expect((await bed.rankings.listTriples(again, 1))[0]).not.toMatchObject({
      china: best!.china,
      developed: best!.developed,
    });
  });
});

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { RankingBed, type RankedForum, actorOf, insertAccount, insertCompany } from '#testing';
import { AuditEntry } from '../audit/audit-entry.entity.js';
import { NotAllowed, NotFound } from '../domain-error.js';
import { Forum } from '../forums/forum.entity.js';
import { Participation } from '../forums/participation.entity.js';
import { WrongState } from '../refusal.js';
import { ForumRanking, RankedCompany } from './forum-ranking.entity.js';
import { RankingInProgress, SidesWithoutCompany } from './forum-ranking.refusals.js';

let bed: RankingBed;
beforeAll(async () => {
  bed = await RankingBed.open();
});
afterAll(() => bed.close());

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
    await manager.update(Participation, { companyId: developing!.id }, { state: 'withdrawn' });
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

  it('gives the place to the lower id where Chinese companies score alike', async () => {
    const { profile } = here.companies[0]!;
    const twins = [
      here.companies[0]!,
      await bed.addCompany(here.forum, profile),
      await bed.addCompany(here.forum, profile),
    ];
    const ranking = await bed.makeRanking(here, 2);
    const ids = twins.map(({ id }) => id).sort();
    expect((await bed.rankings.listTriples(ranking, 10)).map(({ china }) => china)).toEqual(ids.slice(0, 2));
    const scores = (await bed.rankings.listTriples(ranking, 10)).map(({ score }) => score);
    expect(scores[0]).toBe(scores[1]);
  });

  it('stays cancelled when all its shards were finished before', async () => {
    const ranking = await bed.start(here);
    for (const job of await bed.shardJobsOf(ranking)) await bed.rankShard(job);
    expect(await bed.rankings.listProgress([ranking])).toEqual([1]);
    await bed.runs.cancel(here.organizer, ranking.id, bed.now);
    await bed.joinShards(ranking);
    expect(await bed.rankings.find(here.organizer, ranking.id)).toMatchObject({ state: 'cancelled' });
  });

  it('leaves out a company that has left the forum before its turn', async () => {
    const stays = await bed.addCompany(here.forum, lonely);
    const ranking = await bed.start(here);
    expect(ranking.companyCount).toBe(4);
    const [leaves] = here.companies;
    await bed.database.dataSource.manager.update(Participation, { companyId: leaves!.id }, { state: 'withdrawn' });
    await bed.finish(ranking);
    expect(await bed.rankings.find(here.organizer, ranking.id)).toMatchObject({ state: 'done' });
    expect(await bed.rankings.findCompany(ranking, leaves!.id)).toBeNull();
    expect(await bed.rankings.findCompany(ranking, stays.id)).toMatchObject({ bestScore: null });
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

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { defaultWeights } from '#matching';
import { MatchBed } from '#testing';
import type { Actor } from '../accounts/actor.js';
import { Company } from '../companies/company.entity.js';
import { BadInput, NotAllowed, NotFound } from '../domain-error.js';
import { Forum } from '../forums/forum.entity.js';
import { WrongState } from '../refusal.js';
import type { WeightsPreview } from './weights-preview.entity.js';
import { WeightsPreviewStale } from './weights-preview.refusals.js';
import type { PreviewWeights } from './weights-previews.service.js';

const proposed = {
  score: { coverage: 0.1, reciprocity: 0.1, fit: 0.8 },
  fit: { market: 0.1, language: 0.1, mode: 0.1, sector: 0.1, size: 0.5, agreement: 0.1 },
};

describe('WeightsPreviewsService', () => {
  let bed: MatchBed;
  let forum: Forum;
  let organizer: Actor;
  let companies: Company[];

  beforeAll(async () => {
    bed = await MatchBed.open();
  });
  afterAll(() => bed.close());
  beforeEach(async () => {
    forum = await bed.insertForum();
    organizer = await bed.organizerOf(forum);
    companies = [];
    for (const side of ['china', 'developed', 'developing'] as const) {
      for (const size of [0, 2, 4]) {
        // Those that offer more are larger, so that weights decide who comes first.
        const offers = [{ capability: 'Q01', strength: [0.4, 0.6, 0.8][size / 2]! }];
        companies.push(await bed.addCompany(forum, side, { size, ...(side === 'developed' && { offers }) }));
      }
    }
  });

  const ask = (given: Partial<PreviewWeights> = {}, by = organizer) =>
    bed.previews.ask(by, {
      forumId: forum.id,
      ...proposed,
      sampleSize: 50,
      count: 5,
      seed: 7,
      idempotencyKey: randomUUID(),
      ...given,
    });
  const preview = async (given: Partial<PreviewWeights> = {}): Promise<WeightsPreview> => {
    const asked = (await ask(given)) as WeightsPreview;
    await bed.compare(asked);
    return bed.previews.find(organizer, asked.id);
  };
  const staleOf = async ({ id }: WeightsPreview): Promise<boolean> => (await bed.previews.findStale([id])).has(id);
  const presentWeights = async () =>
    (await bed.database.dataSource.getRepository(Forum).findOneByOrFail({ id: forum.id })).weights;

  it('compares the lists of a sample under both weights, by the versions it names, and changes nothing', async () => {
    const done = await preview({ sampleSize: 4 });
    expect(done).toMatchObject({
      state: 'done',
      progress: 1,
      present: { version: 'default-1' },
      proposed,
      sampleSize: 4,
      seed: 7,
    });
    const { lists, exposure } = done.comparison!;
    const versionOf = new Map(companies.map(({ id, approvedVersionId }) => [id, approvedVersionId]));
    expect(lists).toHaveLength(4);
    for (const { companyId, versionId, kept, entered } of lists) {
      expect(versionId).toBe(versionOf.get(companyId));
      expect(kept + entered).toBe(5);
    }
    for (const side of [exposure.china, exposure.developed, exposure.developing]) {
      for (const { gini, neverShown } of [side.present, side.proposed]) {
        expect(gini).toBeGreaterThanOrEqual(0);
        expect(gini).toBeLessThanOrEqual(1);
        expect(neverShown).toBeGreaterThanOrEqual(0);
        expect(neverShown).toBeLessThanOrEqual(1);
      }
    }
    expect(await presentWeights()).toEqual(defaultWeights);
  });

  it('says who gains places and who loses some', async () => {
    // Everybody: which four a seed draws depends on ids, which are new in each run.
    const { gainers, losers } = (await preview({ sampleSize: 50 })).comparison!;
    const versionOf = new Map(companies.map(({ id, approvedVersionId }) => [id, approvedVersionId]));
    expect([gainers.length > 0, losers.length > 0]).toEqual([true, true]);
    for (const { companyId, versionId, present, proposed: places } of gainers) {
      expect(versionId).toBe(versionOf.get(companyId));
      expect(places).toBeGreaterThan(present);
    }
    for (const { present, proposed: places } of losers) expect(places).toBeLessThan(present);
  });

  it('draws the same sample with the same seed, and remembers the seed that it chose itself', async () => {
    const companiesOf = ({ comparison }: WeightsPreview) => comparison!.lists.map(({ companyId }) => companyId);
    const first = await preview({ sampleSize: 3, seed: null });
    const again = await preview({ sampleSize: 3, seed: first.seed });
    expect(companiesOf(again)).toEqual(companiesOf(first));
  });

  it('compares the whole forum where it has fewer companies, and none that cannot be matched', async () => {
    await bed.addCompany(forum, 'china', { offers: [] });
    const { comparison } = await preview();
    expect(comparison!.lists.map(({ companyId }) => companyId).sort()).toEqual(companies.map(({ id }) => id).sort());
  });

  it('has an answer for a forum without companies', async () => {
    forum = await bed.insertForum();
    organizer = await bed.organizerOf(forum);
    const { comparison } = await preview();
    const nobody = { gini: 0, neverShown: 0 };
    const side = { present: nobody, proposed: nobody };
    expect(comparison).toEqual({
      lists: [],
      exposure: { china: side, developed: side, developing: side },
      gainers: [],
      losers: [],
    });
  });

  it('adopts the weights that were previewed, and no others when those were compared with old ones', async () => {
    const [first, second] = [await preview(), await preview()];
    expect(await staleOf(second)).toBe(false);
    const adopted = (await bed.previews.adopt(organizer, first.id)) as Forum;
    expect(adopted.weights).toEqual({ version: `forum-${forum.id}-${adopted.version}`, ...proposed });
    expect(await presentWeights()).toEqual(adopted.weights);

    expect(await staleOf(second)).toBe(true);
    const refusal = new WeightsPreviewStale('default-1', adopted.weights.version);
    expect(await bed.previews.adopt(organizer, second.id)).toStrictEqual(refusal);
    expect(await bed.previews.adopt(organizer, first.id)).toStrictEqual(refusal);
    expect(await presentWeights()).toEqual(adopted.weights);
  });

  it('adopts once of two previews that are adopted at the same moment', async () => {
    const [first, second] = [await preview(), await preview()];
    const answers = await Promise.all([first, second].map(({ id }) => bed.previews.adopt(organizer, id)));
    expect(answers.map((answer) => answer.constructor.name).sort()).toEqual(['Forum', 'WeightsPreviewStale']);
  });

  it('adopts nothing that was not compared', async () => {
    const asked = (await ask()) as WeightsPreview;
    expect(await bed.previews.adopt(organizer, asked.id)).toBeInstanceOf(WrongState);
  });

  it('calls itself stale when a company that it names reads otherwise, but not for a change of blocks', async () => {
    const done = await preview();
    await bed.setBlocks(companies[0]!, { companyIds: [companies[4]!.id] });
    expect(await staleOf(done)).toBe(false);
    const owner = await bed.ownerOf(companies[0]!);
    const { version } = await bed.companies.find(owner, companies[0]!.id);
    await bed.companies.edit(owner, companies[0]!.id, { size: 3 }, version);
    expect(await staleOf(done)).toBe(true);
  });

  it('keeps the history of a forum’s weights: what, when, who, and out of which preview', async () => {
    const { id } = await preview();
    const adopted = (await bed.previews.adopt(organizer, id)) as Forum;
    const back = (await bed.forums.setForumWeights(organizer, forum.id, defaultWeights, adopted.version)) as Forum;

    const changes = await bed.history.list(organizer, forum.id, 10);
    expect(changes).toMatchObject([
      { accountId: organizer.accountId, before: adopted.weights, after: back.weights, weightsPreviewId: null },
      { accountId: organizer.accountId, before: defaultWeights, after: adopted.weights, weightsPreviewId: id },
    ]);
    expect(changes[1]!.after).toEqual(adopted.weights);
    expect(await bed.history.list(organizer, forum.id, 10, changes[0]!.id)).toEqual([changes[1]]);
  });

  it('names every fault of what is asked', async () => {
    const asked = ask({ score: { ...proposed.score, fit: 0.7 }, sampleSize: 0, count: 101 });
    await expect(asked).rejects.toMatchObject({
      parameters: { faults: [{ field: 'score' }, { field: 'sampleSize' }, { field: 'count' }] },
    });
    await expect(asked).rejects.toThrow(BadInput);
  });

  it('is for the staff of the forum to see, and for its organizers to ask and adopt', async () => {
    const done = await preview();
    const stranger = await bed.organizerOf(await bed.insertForum());
    const assistant: Actor = { ...stranger, forumRoles: new Map([[forum.id, 'assistant']]) };
    await expect(ask({}, stranger)).rejects.toThrow(NotAllowed);
    await expect(bed.previews.find(stranger, done.id)).rejects.toThrow(NotFound);
    await expect(bed.previews.watch(stranger, done.id)).rejects.toThrow(NotFound);
    await expect(bed.previews.adopt(stranger, done.id)).rejects.toThrow(NotFound);
    await expect(bed.previews.list(stranger, forum.id, 10)).rejects.toThrow(NotFound);
    await expect(bed.history.list(stranger, forum.id, 10)).rejects.toThrow(NotFound);

    expect((await bed.previews.list(assistant, forum.id, 10)).map(({ id }) => id)).toEqual([done.id]);
    await expect(ask({}, assistant)).rejects.toThrow(NotAllowed);
    await expect(bed.previews.adopt(assistant, done.id)).rejects.toThrow(NotAllowed);
  });
});

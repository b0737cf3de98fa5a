import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { MatchBed } from '#testing';
import type { Company } from '../companies/company.entity.js';
import type { Forum } from '../forums/forum.entity.js';
import type { MatchRequest, Triple } from './match-request.entity.js';

describe('a list after another company has closed itself to the asking one', () => {
  let bed: MatchBed;
  let forum: Forum;
  let china: Company;
  /** Stands in triples, and could cover a need that stays open in those of others. */
  let closing: Company;

  beforeAll(async () => {
    bed = await MatchBed.open();
  });
  afterAll(() => bed.close());
  beforeEach(async () => {
    forum = await bed.insertForum();
    china = await bed.addCompany(forum, 'china');
    const offers = [
      { capability: 'Q01', strength: 0.6 },
      { capability: 'L03', strength: 0.8 },
    ];
    closing = await bed.addCompany(forum, 'developed', { offers });
    await bed.addCompany(forum, 'developed');
    await bed.addCompany(forum, 'developed', { offers: [{ capability: 'Q01', strength: 0.4 }] });
    await bed.addCompany(forum, 'developing');
    await bed.addCompany(forum, 'developing', { size: 4 });
  });

  const answer = async (): Promise<{ list: MatchRequest; triples: Triple[] }> => {
    const list = await bed.match(china, forum);
    return { list, triples: await bed.matchRequests.listTriples(list, 100) };
  };
  /** What is told of a triple, but its rank. */
  const told = ({ id: _id, matchRequestId: _request, rank: _rank, openNeeds, ...rest }: Triple) => ({
    ...rest,
    openNeeds: openNeeds.map((need) => ({
      ...need,
      couldCover: need.couldCover.filter(({ companyId }) => companyId !== closing.id),
    })),
  });

  it.each<[string, () => Promise<void>]>([
    ['by a block of it', () => bed.setBlocks(closing, { companyIds: [china.id] })],
    ['by a block of its country', () => bed.setBlocks(closing, { countries: ['CN'] })],
    ['by a never', () => bed.sayNever(forum, closing, china)],
  ])('%s counts as many, has no gap, and names the other nowhere', async (_reason, close) => {
    const before = await answer();
    const places = before.triples.filter(({ developedCompanyId }) => developedCompanyId === closing.id);
    expect(places).toHaveLength(2);
    expect(places.at(-1)!.rank).toBeLessThan(before.triples.length);
    const others = before.triples.filter((triple) => !places.includes(triple));
    expect(others).toHaveLength(4);
    for (const { openNeeds } of others) {
      const { couldCover } = openNeeds.find(({ capability }) => capability === 'L03')!;
      expect(couldCover).toEqual([{ companyId: closing.id, versionId: closing.approvedVersionId, strength: 0.8 }]);
    }

    await close();
    const after = await answer();
    expect(after.list.possibleCount).toBe(before.list.possibleCount);
    expect(after.triples.map(({ rank }) => rank)).toEqual([1, 2, 3, 4]);
    expect(after.triples.map(told)).toEqual(others.map(told));
    expect(JSON.stringify(before)).toContain(closing.id);
    expect(JSON.stringify(after)).not.toContain(closing.id);
  });
});

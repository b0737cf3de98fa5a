import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, insertCompany, type TestDatabase } from '#testing';
import { CompanyVersion } from '../companies/company.entity.js';
import { refreshDirectoryEntry } from '../companies/company-versions.js';
import type { Profile } from '../companies/profile.js';
import { BadInput } from '../domain-error.js';
import { DirectoryService } from './directory.service.js';
import { facetFilters, type DirectoryPosition, type DirectoryQuery } from './directory-query.js';

const everything: DirectoryQuery = {
  text: '',
  sides: [],
  countries: [],
  regions: [],
  sectors: [],
  capabilities: [],
  isComplete: null,
};

describe('the directory', () => {
  let db: TestDatabase;
  let directory: DirectoryService;
  const nameOf = new Map<string, string>();

  beforeAll(async () => {
    db = await createTestDatabase();
    directory = new DirectoryService(db.dataSource);
    await list({ nameEn: 'China Three Gorges Corporation', nameZh: '三峡集团', country: 'CN', side: 'CHINA' });
    await list({ nameEn: 'Dongfang Electric', nameZh: '东方电气', country: 'CN', side: 'CHINA', sectors: ['MAN-ELE'] });
    await list({
      nameEn: 'Danieli & C. Officine Meccaniche S.p.A.',
      country: 'IT',
      side: 'DEVELOPED',
      sectors: ['MAN-EQP', 'MAN-STL'],
      offers: [{ capability: 'Q01', strength: 0.8 }],
    });
    await list({
      nameEn: 'Kenya Power',
      nameLocal: 'Nguvu ya Kenya',
      country: 'KE',
      side: 'DEVELOPING',
      sectors: ['ENE-GRD'],
      needs: [],
      texts: { en: 'Buys what Danieli makes for dams.', fr: 'Électricité' },
    });
    await list({ nameEn: 'Electric Dongfang Holdings', country: 'AU', side: 'DEVELOPED', sectors: ['MAN-ELE'] });
  });
  afterAll(() => db.close());

  async function list(profile: Partial<Profile>): Promise<void> {
    const company = await insertCompany(db.dataSource, profile);
    nameOf.set(company.id, company.profile.nameEn);
    const version = await db.dataSource.manager.findOneByOrFail(CompanyVersion, { companyId: company.id });
    await refreshDirectoryEntry(db.dataSource.manager, version);
  }

  const find = async (query: Partial<DirectoryQuery>): Promise<string[]> =>
    (await directory.search({ ...everything, ...query }, 100, null)).map(({ companyId }) => nameOf.get(companyId)!);

  it('lists everything by English name', async () => {
    expect(await find({})).toEqual([
      'China Three Gorges Corporation',
      'Danieli & C. Officine Meccaniche S.p.A.',
      'Dongfang Electric',
      'Electric Dongfang Holdings',
      'Kenya Power',
    ]);
  });

  it('finds Chinese names by a word of them', async () => {
    expect(await find({ text: '三峡' })).toEqual(['China Three Gorges Corporation']);
    expect(await find({ text: '东方电气' })).toEqual(['Dongfang Electric']);
  });

  it('puts names before texts, whatever the case and width of the letters', async () => {
    expect(await find({ text: 'danieli' })).toEqual(['Danieli & C. Officine Meccaniche S.p.A.', 'Kenya Power']);
    expect(await find({ text: 'ＤＡＮＩＥＬＩ' })).toEqual(await find({ text: 'danieli' }));
  });

  it('finds a misspelt name, the most similar first', async () => {
    expect(await find({ text: 'Dongfang Electirc' })).toEqual(['Dongfang Electric', 'Electric Dongfang Holdings']);
  });

  it('finds a long name by a misspelt part of it', async () => {
    expect(await find({ text: 'meccanihce' })).toEqual(['Danieli & C. Officine Meccaniche S.p.A.']);
  });

  it('finds by local names, by texts and by labels of sectors and offers in both languages', async () => {
    expect(await find({ text: 'nguvu' })).toEqual(['Kenya Power']);
    expect(await find({ text: 'électricité' })).toEqual(['Kenya Power']);
    expect(await find({ text: '水电' })).toEqual(['China Three Gorges Corporation']);
    expect(await find({ text: 'hydropower corporation' })).toEqual(['China Three Gorges Corporation']);
    expect(await find({ text: 'submarine' })).toEqual([]);
  });

  it('takes any value within a filter, and all filters', async () => {
    expect(await find({ sides: ['CHINA', 'DEVELOPING'], sectors: ['MAN-ELE', 'ENE-GRD'] })).toEqual([
      'Dongfang Electric',
      'Kenya Power',
    ]);
    expect(await find({ countries: ['IT'], capabilities: ['P01'] })).toEqual([]);
    expect(await find({ regions: ['150'] })).toEqual(['Danieli & C. Officine Meccaniche S.p.A.']);
    expect(await find({ isComplete: false })).toEqual(['Kenya Power']);
    expect(await find({ isComplete: true })).toHaveLength(4);
  });

  it('counts each facet under the text and all the other filters', async () => {
    const { total, facets } = await directory.count({ ...everything, sides: ['CHINA'], sectors: ['MAN-ELE'] });
    expect(total).toBe(1);
    expect(facets).toEqual({
      side: [
        { code: 'CHINA', count: 1 },
        { code: 'DEVELOPED', count: 1 },
      ],
      country: [{ code: 'CN', count: 1 }],
      region: [{ code: '030', count: 1 }],
      sector: [
        { code: 'ENE-HYD', count: 1 },
        { code: 'MAN-ELE', count: 1 },
      ],
      capability: [
        { code: 'E01', count: 1 },
        { code: 'P01', count: 1 },
      ],
    });
  });

  it('counts for each value what choosing it finds', async () => {
    const query = { ...everything, text: 'electric', isComplete: true };
    const { total, facets } = await directory.count(query);
    expect(total).toBe((await find(query)).length);
    const filterOf = {
      side: 'sides',
      country: 'countries',
      region: 'regions',
      sector: 'sectors',
      capability: 'capabilities',
    } as const;
    for (const facet of facetFilters) {
      expect(facets[facet]).not.toEqual([]);
      for (const { code, count } of facets[facet]) {
        expect(await find({ ...query, [filterOf[facet]]: [code] })).toHaveLength(count);
      }
    }
  });

  it.each(['', 'electric', 'power'])('goes on after a cursor, also when rows come and go: "%s"', async (text) => {
    const whole = await find({ text });
    const paged: string[] = [];
    let after: DirectoryPosition | null = null;
    for (;;) {
      const page: DirectoryPosition[] = await directory.search({ ...everything, text }, 1, after);
      if (page.length === 0) break;
      after = page[0]!;
      paged.push(nameOf.get(after.companyId)!);
    }
    expect(paged).toEqual(whole);
    expect(whole.length).toBeGreaterThan(0);
  });

  it('refuses what is too long, and takes signs that mean something to SQL as text', async () => {
    await expect(find({ text: 'a'.repeat(201) })).rejects.toThrow(BadInput);
    await expect(find({ countries: Array.from({ length: 301 }, () => 'CN') })).rejects.toThrow(BadInput);
    expect(await find({ text: `%_'";--` })).toEqual([]);
    expect(await find({ text: '   ' })).toHaveLength(5);
  });
});

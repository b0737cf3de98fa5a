import { describe, expect, it } from '@jest/globals';
import { sides } from '#matching';
import {
  anyMarket,
  capabilities,
  capabilityGroups,
  capabilitySource,
  cooperationModes,
  cooperationModeSource,
  countries,
  countrySources,
  findCapability,
  findCountry,
  findMode,
  findRegion,
  findSector,
  importMapSource,
  isAdjacent,
  isMarketCode,
  matchingTaxonomy,
  nameRefinements,
  regions,
  regionSource,
  sectorByEconomicSector,
  sectorByIndustry,
  sectorByIndustryGroup,
  sectorGroups,
  sectorOfListedCompany,
  sectors,
  sectorSource,
  sideOfCountry,
} from './index.js';

const codesOf = (rows: readonly { readonly code: string }[]): string[] => rows.map(({ code }) => code);

describe('the reference tables', () => {
  it('hold 249 countries and regions, 22 market regions, 40 sectors, 67 capabilities and 5 modes, each code once', () => {
    const tables = [countries, regions, sectors, capabilities, cooperationModes, sectorGroups, capabilityGroups];

    expect(tables.map((table) => table.length)).toEqual([249, 22, 40, 67, 5, 7, 12]);
    expect(tables.map((table) => new Set(codesOf(table)).size)).toEqual([249, 22, 40, 67, 5, 7, 12]);
    expect(new Set(countries.map(({ alpha3 }) => alpha3)).size).toBe(249);
    expect(new Set(countries.map(({ m49 }) => m49)).size).toBe(249);
  });

  it('put 3 countries and regions on the side of China, 51 developed, 188 developing, and leave 7 open', () => {
    const perSide = [...sides, null].map((side) => countries.filter((country) => country.side === side).length);

    expect(perSide).toEqual([3, 51, 188, 7]);
  });

  it('name 14 third-party-market documents, each with its year and its evidence', () => {
    const withDocument = countries.filter((country) => country.hasThirdPartyMarketDocument);

    expect(codesOf(withDocument).join(' ')).toBe('AT AU BE CA CH ES FR GB IT JP KR NL PT SG');
    for (const country of countries) {
      expect(country.thirdPartyMarketYear !== null).toBe(country.hasThirdPartyMarketDocument);
      expect(country.thirdPartyMarketEvidence !== null).toBe(country.hasThirdPartyMarketDocument);
    }
  });

  it('have an English and a Chinese label on every row', () => {
    for (const table of [countries, regions, sectors, capabilities, cooperationModes, sectorGroups, capabilityGroups]) {
      for (const { code, label } of table) {
        expect({ code, en: /\p{Script=Latin}/u.test(label.en) }).toEqual({ code, en: true });
        expect({ code, zh: /\p{Script=Han}/u.test(label.zh) }).toEqual({ code, zh: true });
      }
    }
  });

  it('write codes as their standards do', () => {
    for (const country of countries) {
      expect(country.code).toMatch(/^[A-Z]{2}$/);
      expect(country.alpha3).toMatch(/^[A-Z]{3}$/);
      expect(country.m49).toMatch(/^\d{3}$/);
      expect(country.currency ?? 'none').toMatch(/^([A-Z]{3}|none)$/);
      for (const tag of country.languages) expect(Intl.getCanonicalLocales(tag)).toHaveLength(1);
    }
    for (const { isicRefs } of sectors) for (const ref of isicRefs) expect(ref).toMatch(/^[A-U]\d{2,4}$/);
  });

  it('refer to no code that does not exist', () => {
    const groups = { sector: new Set(codesOf(sectorGroups)), capability: new Set(codesOf(capabilityGroups)) };

    for (const { region, subregion } of countries) {
      expect(subregion === null ? null : findRegion(subregion)?.parent).toBe(region);
    }
    for (const { parent } of regions) expect(parent === null || findRegion(parent)?.parent === null).toBe(true);
    for (const { group } of sectors) expect(groups.sector).toContain(group);
    for (const { group } of capabilities) expect(groups.capability).toContain(group);
    for (const { adjacent } of sectors) for (const code of adjacent) expect(findSector(code)?.code).toBe(code);
    for (const map of [sectorByIndustry, sectorByIndustryGroup, sectorByEconomicSector]) {
      for (const code of map.values()) expect(findSector(code)?.code).toBe(code);
    }
    for (const { from, sector } of nameRefinements) {
      for (const code of [...from, sector]) expect(findSector(code)?.code).toBe(code);
    }
  });

  it('use every region for some country or region, and Antarctica alone lies in none', () => {
    const used = new Set(countries.flatMap(({ region, subregion }) => [region, subregion]));

    expect(used).toEqual(new Set([null, ...codesOf(regions)]));
    expect(codesOf(countries.filter(({ region }) => region === null))).toEqual(['AQ']);
  });

  it('list adjacency from both sides, and no sector beside itself', () => {
    for (const { code, adjacent } of sectors) {
      for (const other of adjacent) expect([code, other, isAdjacent(other, code)]).toEqual([code, other, true]);
      expect(isAdjacent(code, code)).toBe(false);
    }
  });

  it('have key words that are regular expressions', () => {
    for (const { keywords } of sectors) {
      expect(() => [new RegExp(keywords.en, 'iu'), new RegExp(keywords.zh, 'iu')]).not.toThrow();
      expect(keywords.en.length * keywords.zh.length).toBeGreaterThan(0);
    }
    for (const { keywordsEn } of capabilities) expect(() => new RegExp(keywordsEn, 'iu')).not.toThrow();
  });

  it('state a source and a date each', () => {
    const all = [
      ...countrySources,
      regionSource,
      sectorSource,
      capabilitySource,
      cooperationModeSource,
      importMapSource,
    ];

    for (const { source, asOf } of all) {
      expect(source).not.toBe('');
      expect(asOf).toMatch(/^20\d\d(-\d\d(-\d\d)?)?$/);
    }
  });
});

describe('look-ups', () => {
  it('find a row by its code, and null for any other', () => {
    expect(findCountry('ET')).toEqual({
      code: 'ET',
      alpha3: 'ETH',
      m49: '231',
      label: { en: 'Ethiopia', zh: '埃塞俄比亚' },
      region: '002',
      subregion: '202',
      side: 'DEVELOPING',
      isLeastDeveloped: true,
      incomeGroup: 'L',
      beltAndRoadYear: 2018,
      hasThirdPartyMarketDocument: false,
      thirdPartyMarketYear: null,
      thirdPartyMarketEvidence: null,
      currency: 'ETB',
      languages: ['am'],
    });
    expect(findSector('ENE-HYD')?.label).toEqual({ en: 'Hydropower', zh: '水电' });
    expect(findCapability('F03')?.sectorAgnostic).toBe(true);
    expect(findMode('strategic')?.label.zh).toBe('战略合作类');
    expect(findRegion('202')?.parent).toBe('002');
    expect([findCountry('et'), findSector('X'), findCapability('Z99'), findMode(''), findRegion('001')]).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
  });

  it('give the side of a country or region, null where an administrator decides and for an unknown code', () => {
    expect(['CN', 'HK', 'IT', 'SG', 'ET', 'KY', 'XX'].map(sideOfCountry)).toEqual([
      'CHINA',
      'CHINA',
      'DEVELOPED',
      'DEVELOPED',
      'DEVELOPING',
      null,
      null,
    ]);
  });

  it('know a market: a country or region, one of the 22 M49 codes, or any', () => {
    expect(['ET', '202', '002', anyMarket].map(isMarketCode)).toEqual([true, true, true, true]);
    expect(['et', '001', '231', 'World', ''].map(isMarketCode)).toEqual([false, false, false, false, false]);
  });

  it('know which sectors lie next to each other', () => {
    expect(isAdjacent('ENE-HYD', 'ENE-GRD')).toBe(true);
    expect(isAdjacent('ENE-HYD', 'TUR-CUL')).toBe(false);
    expect(isAdjacent('none', 'ENE-HYD')).toBe(false);
  });
});

describe('the sector of a listed company', () => {
  const plain = { name: 'Acme', industry: '', industryGroup: '', sector: '' };

  it('comes from the industry, else the group, else the economic sector, else there is none', () => {
    const all = { ...plain, industry: 'Water Utilities', industryGroup: 'Banks', sector: 'Energy' };

    expect(sectorOfListedCompany(all)).toBe('INF-WAT');
    expect(sectorOfListedCompany({ ...all, industry: 'unheard of' })).toBe('FIN-SVC');
    expect(sectorOfListedCompany({ ...plain, sector: 'Energy' })).toBe('OIL-UPS');
    expect(sectorOfListedCompany(plain)).toBeNull();
  });

  it('is refined by a word of the name, but only inside related sectors', () => {
    const power = { ...plain, industry: 'Independent Power and Renewable Electricity Producers' };

    expect(sectorOfListedCompany({ ...power, name: 'Northern Hydropower PLC' })).toBe('ENE-HYD');
    expect(sectorOfListedCompany({ ...power, name: 'WIND FARMS A/S' })).toBe('ENE-WND');
    expect(sectorOfListedCompany({ ...power, name: 'Windsor Generating' })).toBe('ENE-THM');
    expect(sectorOfListedCompany({ ...plain, industry: 'Banks', name: 'Hydropower Savings Bank' })).toBe('FIN-SVC');
  });
});

it('gives scoring every code, both regions of a country, and the parent of a subregion', () => {
  const taxonomy = matchingTaxonomy();

  expect(taxonomy.sectors).toHaveLength(40);
  expect(taxonomy.capabilities).toHaveLength(67);
  expect(taxonomy.modes).toEqual(['product_service', 'engineering', 'investment', 'finance_industry', 'strategic']);
  expect(taxonomy.countries.filter(({ code }) => ['AQ', 'ET', 'FR', 'KR'].includes(code))).toEqual([
    { code: 'AQ', regions: [], hasThirdPartyMarketDocument: false, hasBeltAndRoadMemorandum: false },
    { code: 'ET', regions: ['002', '202'], hasThirdPartyMarketDocument: false, hasBeltAndRoadMemorandum: true },
    { code: 'FR', regions: ['150', '155'], hasThirdPartyMarketDocument: true, hasBeltAndRoadMemorandum: false },
    { code: 'KR', regions: ['142', '030'], hasThirdPartyMarketDocument: true, hasBeltAndRoadMemorandum: true },
  ]);
  expect(taxonomy.regions.slice(0, 2)).toEqual([{ code: '002' }, { code: '015', parent: '002' }]);
});

import { describe, expect, it } from '@jest/globals';

import { madeUpTaxonomy } from '../testing/seeded-directory.js';
import {
  checkProfile,
  type CompanyProfile,
  compileDirectory,
  InputFaults,
  type MatchingTaxonomy,
  whatIsMissing,
} from './index.js';

const taxonomy = madeUpTaxonomy({ capabilities: 4, sectors: 3 });

const sound: CompanyProfile = {
  id: 'a',
  side: 'CHINA',
  country: 'AA',
  sectors: ['S00'],
  offers: [{ capability: 'C00', strength: 0.8 }],
  needs: [{ capability: 'C01', priority: 0.29 }],
  markets: ['AB', '110', 'any'],
  modes: ['engineering'],
  languages: [{ tag: 'zh-Hans', level: 1 }],
  size: null,
  blocks: { companies: ['not here'], countries: ['BA'] },
};

function faultsOf(compile: () => unknown): readonly string[] {
  try {
    compile();
  } catch (error) {
    if (error instanceof InputFaults) return error.faults;
    throw error;
  }
  return [];
}

describe('compileDirectory', () => {
  it('takes every whole hundredth, incomplete profiles, and blocks of companies that are not there', () => {
    const needs = Array.from({ length: 100 }, (_, i) => ({
      ...sound,
      id: `n${i}`,
      needs: [{ capability: 'C01', priority: (i + 1) / 100 }],
    }));
    const incomplete = { ...sound, id: 'b', side: null, offers: [], needs: [], sectors: [], markets: [] };

    const directory = compileDirectory([sound, incomplete, ...needs], taxonomy);

    expect(directory.ids).toHaveLength(102);
    expect(directory.pools.map((pool) => pool.length)).toStrictEqual([101, 0, 0]);
  });

  it('lists every fault with its place, its value and what is allowed', () => {
    const wrong: CompanyProfile = {
      id: 'b',
      side: 'WEST' as CompanyProfile['side'],
      country: 'XX',
      sectors: ['S00', 'S99'],
      offers: [{ capability: 'C99', strength: 0 }],
      needs: [
        { capability: 'C01', priority: 1.5 },
        { capability: 'C01', priority: 0.005 },
        { capability: 'C02', priority: 0.255 },
      ],
      markets: ['999'],
      modes: ['barter'],
      languages: [{ tag: 'e', level: NaN }],
      size: 2.5 as CompanyProfile['size'],
      blocks: { companies: [], countries: ['YY'] },
    };

    expect(
      faultsOf(() => compileDirectory([sound, wrong, { ...sound }, { ...sound, id: '' }], taxonomy)),
    ).toStrictEqual([
      'companies[1].country: "XX" is not a country of the taxonomy',
      'companies[1].side: "WEST" is not one of CHINA, DEVELOPED, DEVELOPING',
      'companies[1].sectors[1]: "S99" is not a sector of the taxonomy',
      'companies[1].offers[0].capability: "C99" is not a capability of the taxonomy',
      'companies[1].offers[0].strength: 0 is outside 0.01 to 1.00',
      'companies[1].needs[0].priority: 1.5 is outside 0.01 to 1.00',
      'companies[1].needs[1].capability: "C01" is listed twice',
      'companies[1].needs[1].priority: 0.005 is outside 0.01 to 1.00',
      'companies[1].needs[2].priority: 0.255 has more than two decimals',
      'companies[1].markets[0]: "999" is not a country, region or "any" of the taxonomy',
      'companies[1].modes[0]: "barter" is not a cooperation mode of the taxonomy',
      'companies[1].languages[0].tag: "e" is not a BCP 47 language tag',
      'companies[1].languages[0].level: NaN is outside 0.01 to 1.00',
      'companies[1].size: 2.5 is not a whole number from 0 to 4',
      'companies[1].blocks.countries[0]: "YY" is not a country of the taxonomy',
      'companies[2].id: "a" is already the id of companies[0]',
      'companies[3].id: "" is not a name',
    ]);
    expect(checkProfile({ ...sound, modes: ['barter'] }, taxonomy)).toStrictEqual([
      'modes[0]: "barter" is not a cooperation mode of the taxonomy',
    ]);
  });

  it('refuses a taxonomy that contradicts itself', () => {
    const circular: MatchingTaxonomy = {
      ...taxonomy,
      sectors: [
        { code: 'S00', adjacent: ['S07'] },
        { code: 'S00', adjacent: [] },
      ],
      modes: Array.from({ length: 32 }, (_, i) => `mode ${i}`),
      countries: [{ ...taxonomy.countries[0]!, regions: ['300'] }],
      regions: [
        { code: '100', parent: '200' },
        { code: '200', parent: '100' },
        { code: '400', parent: '500' },
      ],
    };

    expect(faultsOf(() => compileDirectory([], circular))).toStrictEqual([
      'sectors: "S00" is listed twice',
      'modes: 32 are more than 31',
      'sectors.S00.adjacent: "S07" is not a sector',
      'countries.AA.regions: "300" is not a region',
      'regions.100.parent: the regions contain each other in a circle',
      'regions.200.parent: the regions contain each other in a circle',
      'regions.400.parent: "500" is not a region',
    ]);
  });
});

describe('whatIsMissing', () => {
  it('names what keeps a profile out of every pool, and nothing for one that stands in one', () => {
    expect(whatIsMissing(sound)).toStrictEqual([]);
    expect(whatIsMissing({ side: null, offers: [], needs: [] })).toStrictEqual(['side', 'offers', 'needs']);
    expect(whatIsMissing({ ...sound, needs: [] })).toStrictEqual(['needs']);
  });
});

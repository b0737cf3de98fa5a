import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { sides } from '#matching';
import { findCapability, findCountry, findMode, findSector, isMarketCode, sideOfCountry } from '../taxonomy/index.js';
import { sampleCases, sampleCompanies, sampleLeads, type SampleCase, type SampleCaseMember } from './index.js';

const companies = sampleCompanies();
const companyOf = (key: string) => companies.find((company) => company.key === key);

describe('the published cases', () => {
  it('are 24 with 101 members, each with its sources and one lead of each side', () => {
    expect(sampleCases).toHaveLength(24);
    expect(new Set(sampleCases.map(({ id }) => id)).size).toBe(24);
    expect(sampleCases.flatMap(({ members }) => members)).toHaveLength(101);
    for (const { id, members, sources } of sampleCases) {
      const leads = members.filter(({ isLead }) => isLead).map(({ side }) => side);
      expect([id, leads]).toEqual([id, [...sides]]);
      expect(sources.length).toBeGreaterThan(0);
      for (const source of sources) expect(new URL(source).protocol).toMatch(/^https?:$/);
    }
  });

  it('use codes of the taxonomy only, and sides that agree with the rule for countries and regions', () => {
    for (const { host, sector, mode, members } of sampleCases) {
      expect([findCountry(host)?.code, findSector(sector)?.code, findMode(mode)?.code]).toEqual([host, sector, mode]);
      for (const { name, country, side, offers } of members) {
        expect([name, sideOfCountry(country)]).toEqual([name, side]);
        expect(offers.map((code) => findCapability(code)?.code)).toEqual(offers);
      }
    }
  });
});

describe('the companies of the cases', () => {
  it('are 95: 35 of China, 31 developed, 29 developing, each key once', () => {
    expect(sides.map((side) => companies.filter((company) => company.side === side).length)).toEqual([35, 31, 29]);
    expect(new Set(companies.map(({ key }) => key)).size).toBe(95);
    for (const { key } of companies) expect(key).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  });

  it('have profiles that matching can use: every code known, every list within its limits', () => {
    for (const company of companies) {
      expect(company.offers.every(({ capability }) => findCapability(capability) !== null)).toBe(true);
      expect(company.needs.every(({ capability }) => findCapability(capability) !== null)).toBe(true);
      expect(company.sectors.every((code) => findSector(code) !== null)).toBe(true);
      expect(company.markets.every(isMarketCode)).toBe(true);
      for (const [list, least, most] of [
        [company.offers, 1, 15],
        [company.needs, 3, 20],
        [company.sectors, 1, 5],
      ] as const) {
        expect(list.length).toBeGreaterThanOrEqual(least);
        expect(list.length).toBeLessThanOrEqual(most);
      }
      expect(company.languages.find(({ tag }) => tag === 'en')?.level).toBeGreaterThanOrEqual(0.8);
    }
  });

  it('have a kind: 16 public bodies, 7 banks, the rest firms', () => {
    const kinds = companies.map(({ kind }) => kind);

    const count = (kind: string) => kinds.filter((each) => each === kind).length;
    expect([count('public_body'), count('bank'), count('firm')]).toEqual([16, 7, 72]);
  });

  it('carry the facts of their case, and say what is assumed in the same way for everybody', () => {
    const salini = companyOf('salini-impregilo');

    expect({ ...salini, needs: salini?.needs.length }).toEqual({
      key: 'salini-impregilo',
      nameEn: 'Salini Impregilo',
      country: 'IT',
      side: 'DEVELOPED',
      kind: 'firm',
      isLead: true,
      sectors: ['ENE-HYD'],
      offers: ['E02', 'E01', 'E04'].map((capability) => ({ capability, strength: 0.8 })),
      needs: 15,
      markets: ['ET'],
      modes: ['engineering'],
      languages: [
        { tag: 'it', level: 1 },
        { tag: 'en', level: 0.8 },
      ],
      size: 2,
      texts: { en: 'Gibe III hydropower station: design and civil works of dam and powerhouse.' },
      caseIds: ['gibe3'],
      sources: ['https://en.imsilkroad.com/p/308247.html'],
    });
  });

  it('have the union of both cases when they stand in two, and lead when they led one', () => {
    expect(companies.filter(({ caseIds }) => caseIds.length > 1).map(({ key }) => key)).toEqual([
      'acwa-power',
      'china-harbour-engineering',
      'cnooc',
      'silk-road-fund',
      'totalenergies',
      'uganda-national-oil-company',
    ]);
    expect(companyOf('totalenergies')).toMatchObject({
      isLead: true,
      sectors: ['OIL-MID', 'OIL-UPS'],
      modes: ['investment', 'engineering'],
      markets: ['UG'],
      offers: ['F01', 'T06', 'O01'].map((capability) => ({ capability, strength: 0.8 })),
      caseIds: ['eacop', 'tilenga'],
    });
  });

  it('keep English native where it is a main language, and ASCII in the key of an accented name', () => {
    expect(companyOf('general-electric')?.languages).toContainEqual({ tag: 'en', level: 1 });
    expect(companyOf('bollore')?.nameEn).toBe('Bolloré');
  });

  it('name published triples: the leads of each case', () => {
    const leads = sampleLeads();

    expect(leads).toHaveLength(24);
    expect(leads[0]).toEqual({
      caseId: 'gibe3',
      china: 'dongfang-electric',
      developed: 'salini-impregilo',
      developing: 'ethiopian-electric-power',
    });
    for (const { china, developed, developing } of leads) {
      expect([china, developed, developing].map((key) => companyOf(key)?.side)).toEqual([...sides]);
    }
  });
});

describe('the assumed needs of a side', () => {
  const member = (side: SampleCaseMember['side'], name: string, ...offers: string[]): SampleCaseMember => ({
    side,
    name,
    country: { CHINA: 'CN', DEVELOPED: 'FR', DEVELOPING: 'KE' }[side],
    isLead: true,
    offers,
    contribution: 'assumed',
  });
  const oneCase = (...members: SampleCaseMember[]): SampleCase => ({
    id: 'by-hand',
    name: 'By hand',
    host: 'KE',
    sector: 'ENE-HYD',
    mode: 'engineering',
    year: 2020,
    status: 'operating',
    members,
    sources: ['https://source.example/'],
  });
  const needsOf = (side: string, cases: SampleCase[]) =>
    sampleCompanies(cases).find((company) => company.side === side)?.needs;
  const important = (...codes: string[]) => codes.map((capability) => ({ capability, priority: 0.6 }));

  it('are the eight that each other side offers most often, ties by code, each capability once', () => {
    // The developed offer nine: T03 twice, the others once. The developing offer T03 too, which must not count twice.
    const cases = [
      oneCase(
        member('CHINA', 'c', 'E01'),
        member('DEVELOPED', 'd1', 'T03', 'T02', 'T01', 'Q05', 'Q04', 'Q03', 'Q02', 'Q01'),
        member('DEVELOPED', 'd2', 'T03', 'F01'),
        member('DEVELOPING', 'g1', 'M01', 'T03'),
        member('DEVELOPING', 'g2', 'M01'),
      ),
    ];

    // Of the developed, T02 is the ninth: the last by code of those that stand once.
    expect(needsOf('CHINA', cases)).toEqual(important('F01', 'M01', 'Q01', 'Q02', 'Q03', 'Q04', 'Q05', 'T01', 'T03'));
    expect(needsOf('DEVELOPED', cases)).toEqual(important('E01', 'M01', 'T03'));
    expect(needsOf('DEVELOPING', cases)).toEqual(
      important('E01', 'F01', 'Q01', 'Q02', 'Q03', 'Q04', 'Q05', 'T01', 'T03'),
    );
  });

  it('count a company of two cases in each of them', () => {
    const offered = ['T01', 'Q01', 'Q02', 'Q03', 'Q04', 'Q05', 'Q07', 'Q08'];
    const both = member('DEVELOPED', 'd', 'T02');
    const china = member('CHINA', 'c', 'E01');
    const cases = [oneCase(china, both, member('DEVELOPED', 'other', ...offered)), oneCase(china, both)];

    // Nine in all: T02 stands in two cases and comes first, so T01, last by code of the others, is left out.
    expect(needsOf('CHINA', cases)?.map(({ capability }) => capability)).toEqual([
      'Q01',
      'Q02',
      'Q03',
      'Q04',
      'Q05',
      'Q07',
      'Q08',
      'T02',
    ]);
  });
});

const source = new URL('../../../../../shared/data/cases.json', import.meta.url);
const isHere = existsSync(source);
if (!isHere)
  process.stderr.write(`The sample cases are not compared with their source: ${source.pathname} is not here.\n`);

(isHere ? it : it.skip)('the cases equal the file they were typed from, row by row', () => {
  const inSource = { CHINA: 'CN', DEVELOPED: 'DEV', DEVELOPING: 'DVG' } as const;

  expect(
    sampleCases.map(({ members, note = '', ...rest }) => ({
      ...rest,
      members: members.map(({ side, isLead, ...member }) => ({ ...member, side: inSource[side], lead: isLead })),
      note,
    })),
  ).toEqual(JSON.parse(readFileSync(source, 'utf8')).cases);
});

import { existsSync, readFileSync } from 'node:fs';

import { describe, expect, it } from '@jest/globals';

import {
  type CompanyProfile,
  compileDirectory,
  type MatchingTaxonomy,
  rankTriples,
  scoreTriple,
  type Side,
  type SpokenLanguage,
  type TripleMembers,
} from './index.js';

// A regression test of the arithmetic, not evidence of accuracy: needs, sizes and languages are assumed (SCORING).

interface PublishedCase {
  host: string;
  sector: string;
  mode: string;
  members: PublishedMember[];
}

interface PublishedMember {
  side: 'CN' | 'DEV' | 'DVG';
  name: string;
  country: string;
  lead: boolean;
  offers: string[];
}

interface PublishedTaxonomy {
  cooperation_modes: { code: string }[];
  sectors: { code: string; adjacent: string[] }[];
  capabilities: { code: string; sector_agnostic: boolean }[];
}

const folder = new URL('../../../../shared/data/', import.meta.url);
const files = ['cases.json', 'taxonomy.json', 'countries.csv'].map((name) => new URL(name, folder));
const isPresent = files.every((file) => existsSync(file));
if (!isPresent) {
  process.stdout.write('published cases: skipped, ../shared/data with cases.json is not beside this checkout\n');
}

const sideOf: Record<PublishedMember['side'], Side> = { CN: 'CHINA', DEV: 'DEVELOPED', DVG: 'DEVELOPING' };

const itWithCases = isPresent ? it : it.skip;

describe('the published three-party projects', () => {
  itWithCases('score among the ten best open triples of at least 95 % of their leads', () => {
    const { cases, leads, directory } = readCases();

    const ranks = leads.map((company) => {
      const [china, developed, developing] = directory.pools.map((pool) => {
        const ids = Array.from(pool, (index) => directory.ids[index]!);
        return ids.includes(company) ? [company] : ids;
      });
      const triples = china!.flatMap((c) =>
        developed!.flatMap((d) =>
          developing!.map((g) => {
            const { score } = scoreTriple({ directory, companies: [c, d, g] });
            return { china: c, developed: d, developing: g, score };
          }),
        ),
      );
      triples.sort((a, b) => b.score - a.score); // ids ascend already
      return triples.findIndex((triple) => isOfOneCase(triple, cases)) + 1;
    });

    print('published cases, all open triples', ranks);
    expect(ranks.length).toBeGreaterThan(60);
    expect(hitAt(10, ranks)).toBeGreaterThanOrEqual(0.95);
  });

  // Two cases have a lead whose offers the rule makes nobody need: with Reciprocity 0 they are never suggested.
  itWithCases(
    'are among the ten suggestions of at least 95 % of the leads who have a case with Reciprocity > 0',
    () => {
      const { cases, leads, directory } = readCases();

      const ranks = leads.flatMap((company) => {
        const { triples } = rankTriples({ directory, company, k: directory.ids.length ** 2 });
        return triples.find((triple) => isOfOneCase(triple, cases))?.rank ?? [];
      });

      print(
        `published cases, suggestions (${leads.length - ranks.length} leads have no case with Reciprocity > 0)`,
        ranks,
      );
      expect(ranks.length).toBeGreaterThan(60);
      expect(hitAt(10, ranks)).toBeGreaterThanOrEqual(0.95);
    },
  );
});

function hitAt(most: number, ranks: number[]): number {
  return ranks.filter((rank) => rank <= most).length / ranks.length;
}

function print(title: string, ranks: number[]): void {
  const [first, tenth] = [1, 10].map((most) => `${(100 * hitAt(most, ranks)).toFixed(1)} %`);
  process.stdout.write(`${title}: ${ranks.length} leads, hit@1 ${first}, hit@10 ${tenth}\n`);
}

function readCases() {
  const [casesText, taxonomyText, countriesText] = files.map((file) => readFileSync(file, 'utf8'));
  const { cases } = JSON.parse(casesText!) as { cases: PublishedCase[] };
  const countries = parseTable(countriesText!);
  const leads = unique(cases.flatMap(({ members }) => members.filter(({ lead }) => lead).map(({ name }) => name)));
  const directory = compileDirectory(
    leads.map((name) => assumedProfile(name, cases, countries)),
    publishedTaxonomy(JSON.parse(taxonomyText!) as PublishedTaxonomy, countries),
  );
  return { cases, leads, directory };
}

/** The asking company is a member of all its triples, so that a case with these three leads is one of its own. */
function isOfOneCase({ china, developed, developing }: TripleMembers, cases: PublishedCase[]): boolean {
  return cases.some(({ members }) =>
    [china, developed, developing].every((id) => members.some(({ name, lead }) => lead && name === id)),
  );
}

/** What is not published is assumed by one rule for all; a company in two cases has the union of both. */
function assumedProfile(name: string, cases: PublishedCase[], countries: Map<string, string>[]): CompanyProfile {
  const own = cases.filter(({ members }) => members.some((member) => member.name === name));
  const memberships = own.flatMap(({ members }) => members.filter((member) => member.name === name));
  const { side, country } = memberships[0]!;
  const others = Object.keys(sideOf).filter((other) => other !== side);
  const wanted = unique(others.flatMap((other) => mostOffered(other, cases, 8)));
  return {
    id: name,
    side: sideOf[side],
    country,
    sectors: unique(own.map(({ sector }) => sector)),
    offers: unique(memberships.flatMap(({ offers }) => offers)).map((capability) => ({ capability, strength: 0.8 })),
    needs: wanted.map((capability) => ({ capability, priority: 0.6 })),
    markets: unique(own.map(({ host }) => host)),
    modes: unique(own.map(({ mode }) => mode)),
    languages: languagesOf(countries.find((row) => row.get('iso2') === country)!),
    size: 2,
    blocks: { companies: [], countries: [] },
  };
}

/** Of equally frequent capabilities the one with the smaller code. */
function mostOffered(side: string, cases: PublishedCase[], count: number): string[] {
  const frequency = new Map<string, number>();
  for (const member of cases.flatMap(({ members }) => members)) {
    if (member.side !== side) continue;
    for (const code of member.offers) frequency.set(code, (frequency.get(code) ?? 0) + 1);
  }
  return [...frequency]
    .sort(([a, first], [b, second]) => second - first || (a < b ? -1 : 1))
    .slice(0, count)
    .map(([code]) => code);
}

function languagesOf(country: Map<string, string>): SpokenLanguage[] {
  const main = country
    .get('main_languages')!
    .split(' ')
    .filter((tag) => tag !== '');
  return [...main.map((tag) => ({ tag, level: 1 })), { tag: 'en', level: 0.8 }];
}

function publishedTaxonomy(taxonomy: PublishedTaxonomy, countries: Map<string, string>[]): MatchingTaxonomy {
  const parentOf = new Map<string, string | undefined>();
  for (const row of countries) {
    const region = row.get('region_m49')!;
    parentOf.set(region, undefined);
    parentOf.set(row.get('subregion_m49')!, region);
  }
  parentOf.delete('');
  return {
    sectors: taxonomy.sectors,
    capabilities: taxonomy.capabilities.map(({ code, sector_agnostic }) => ({ code, sectorAgnostic: sector_agnostic })),
    modes: taxonomy.cooperation_modes.map(({ code }) => code),
    countries: countries.map((row) => ({
      code: row.get('iso2')!,
      regions: [row.get('subregion_m49')!].filter((code) => code !== ''),
      hasThirdPartyMarketDocument: row.get('tpmc_document_year') !== '',
      hasBeltAndRoadMemorandum: row.get('bri_mou_year') !== '',
    })),
    regions: [...parentOf].map(([code, parent]) => ({ code, parent })),
  };
}

/** Rows by column name, of a table in which quotes only keep commas together. */
function parseTable(text: string): Map<string, string>[] {
  const [header, ...rows] = text.trim().split(/\r?\n/).map(parseRow);
  return rows.map((row) => new Map(header!.map((column, i) => [column, row[i] ?? ''])));
}

function parseRow(line: string): string[] {
  return Array.from(line.matchAll(/(?:^|,)(?:"([^"]*)"|([^,]*))/g), ([, quoted, plain]) => quoted ?? plain ?? '');
}

function unique<T>(items: readonly T[]): T[] {
  return [...new Set(items)];
}

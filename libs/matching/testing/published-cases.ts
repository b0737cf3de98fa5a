import {
  type CompanyProfile,
  compileDirectory,
  type Directory,
  type MatchingTaxonomy,
  rankTriples,
  scoreTriple,
  type Side,
  type SpokenLanguage,
  type TripleMembers,
} from '../src/index.js';

// Published three-party projects as a regression test of the arithmetic, not evidence of accuracy: needs, sizes and
// languages are assumed (SCORING).

/** Where the projects and their taxonomy stand, in a folder that is not part of this project. */
export const publishedFiles = {
  cases: 'cases.json',
  taxonomy: 'taxonomy.json',
  countries: 'countries.csv',
} as const;

/** What counts as the market of a project: the country of its host, or the M49 region around it. */
export type HostMarket = 'country' | 'region';

export interface PublishedLeads {
  /** Names, which are the ids of the directory. */
  leads: string[];
  directory: Directory;
  /** Whether these three are leads of one project. */
  isOfOneCase: (triple: TripleMembers) => boolean;
}

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

const sideOf: Record<PublishedMember['side'], Side> = { CN: 'CHINA', DEV: 'DEVELOPED', DVG: 'DEVELOPING' };

/** The leads of all projects as one directory. */
export function readPublishedLeads(textOf: (file: string) => string, market: HostMarket): PublishedLeads {
  const { cases } = JSON.parse(textOf(publishedFiles.cases)) as { cases: PublishedCase[] };
  const taxonomy = JSON.parse(textOf(publishedFiles.taxonomy)) as PublishedTaxonomy;
  const countries = parseTable(textOf(publishedFiles.countries));
  const leads = unique(cases.flatMap(({ members }) => members.filter(({ lead }) => lead).map(({ name }) => name)));
  return {
    leads,
    directory: compileDirectory(
      leads.map((name) => assumedProfile(name, cases, countries, market)),
      publishedTaxonomy(taxonomy, countries),
    ),
    isOfOneCase: ({ china, developed, developing }) =>
      cases.some(({ members }) =>
        [china, developed, developing].every((id) => members.some(({ name, lead }) => lead && name === id)),
      ),
  };
}

/** For each lead, the rank of the first triple of one of its own cases among all open triples, Reciprocity 0 included. */
export function ranksAmongOpen({ leads, directory, isOfOneCase }: PublishedLeads): (number | null)[] {
  return leads.map((company) => {
    const [china, developed, developing] = directory.pools.map((pool) => {
      const ids = Array.from(pool, (index) => directory.ids[index]!);
      return ids.includes(company) ? [company] : ids.sort();
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
    const at = triples.findIndex(isOfOneCase);
    return at === -1 ? null : at + 1;
  });
}

/** The same among what is suggested: a lead whose offers the rule makes nobody need has no case with Reciprocity > 0. */
export function ranksAmongSuggested({ leads, directory, isOfOneCase }: PublishedLeads): (number | null)[] {
  return leads.map((company) => {
    const { triples } = rankTriples({ directory, company, k: directory.ids.length ** 2 });
    return triples.find(isOfOneCase)?.rank ?? null;
  });
}

/** How many find a rank up to `most`, 0 to 1. */
export function hitAt(most: number, ranks: readonly (number | null)[]): number {
  return ranks.filter((rank) => rank !== null && rank <= most).length / ranks.length;
}

/** As one line: who was asked, hit@1, hit@10 and the mean reciprocal rank. */
export function describeRanks(ranks: readonly (number | null)[]): string {
  const [first, tenth] = [1, 10].map((most) => `${(100 * hitAt(most, ranks)).toFixed(1)} %`);
  const meanReciprocal = ranks.reduce<number>((sum, rank) => sum + (rank === null ? 0 : 1 / rank), 0) / ranks.length;
  return `${ranks.length} leads, hit@1 ${first}, hit@10 ${tenth}, MRR ${meanReciprocal.toFixed(3)}`;
}

/** What is not published is assumed by one rule for all; a company in two cases has the union of both. */
function assumedProfile(
  name: string,
  cases: PublishedCase[],
  countries: Map<string, string>[],
  market: HostMarket,
): CompanyProfile {
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
    markets: unique(
      own.map(({ host }) => (market === 'country' ? host : rowOf(host, countries).get('subregion_m49')!)),
    ),
    modes: unique(own.map(({ mode }) => mode)),
    languages: languagesOf(rowOf(country, countries)),
    size: 2,
    blocks: { companies: [], countries: [] },
  };
}

function rowOf(country: string, countries: Map<string, string>[]): Map<string, string> {
  return countries.find((row) => row.get('iso2') === country)!;
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

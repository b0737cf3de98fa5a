import {
  type CompanyProfile,
  type MatchingTaxonomy,
  type NeverPair,
  sides,
  type TripleFilters,
  type Weights,
} from '../src/index.js';

/** The slow, obvious twin: SCORING written down over the profiles themselves, one triple after the other. */
export interface PlainWorld {
  profiles: readonly CompanyProfile[];
  taxonomy: MatchingTaxonomy;
  weights: Weights;
  nevers: readonly NeverPair[];
}

export interface PlainTriple {
  china: string;
  developed: string;
  developing: string;
  score: number;
}

export type Trio = [CompanyProfile, CompanyProfile, CompanyProfile];

/** Every open triple of a company with Reciprocity > 0 that passes the filters, best first. */
export function everyTriple(world: PlainWorld, company: string, filters: TripleFilters): PlainTriple[] {
  const [china, developed, developing] = plainPools(world);
  const found: PlainTriple[] = [];
  for (const c of china!) {
    for (const d of developed!) {
      for (const g of developing!) {
        const trio: Trio = [c, d, g];
        const asking = trio.find(({ id }) => id === company);
        if (!asking || !isOpen(world, trio) || !passes(world, trio, asking, filters)) continue;
        const { score, reciprocity } = plainScore(world, trio);
        if (reciprocity > 0) found.push({ china: c.id, developed: d.id, developing: g.id, score });
      }
    }
  }
  return found.sort(
    (a, b) =>
      b.score - a.score ||
      byCodeUnit(a.china, b.china) ||
      byCodeUnit(a.developed, b.developed) ||
      byCodeUnit(a.developing, b.developing),
  );
}

/** By side, the companies that can be matched. */
export function plainPools({ profiles }: PlainWorld): CompanyProfile[][] {
  return sides.map((side) => profiles.filter((p) => p.side === side && p.offers.length > 0 && p.needs.length > 0));
}

export function plainScore(world: PlainWorld, trio: Trio): { score: number; reciprocity: number } {
  const { weights } = world;
  const [c, d, g] = trio;
  const get = [covered(world, c, [d, g]), covered(world, d, [c, g]), covered(world, g, [c, d])];
  const give = [
    (covered(world, d, [c]) + covered(world, g, [c])) / 2,
    (covered(world, c, [d]) + covered(world, g, [d])) / 2,
    (covered(world, c, [g]) + covered(world, d, [g])) / 2,
  ];
  const coverage = (get[0]! + get[1]! + get[2]!) / 3;
  const six = [...get, ...give];
  const reciprocity = six.includes(0) ? 0 : 6 / six.reduce((sum, value) => sum + 1 / value, 0);
  const fit = (plainFit(world, c, d) + plainFit(world, c, g) + plainFit(world, d, g)) / 3;
  const sum = weights.score.coverage * coverage + weights.score.reciprocity * reciprocity + weights.score.fit * fit;
  return { score: Math.min(100, 100 * sum), reciprocity };
}

/** Whether none of the companies blocks another or its country, or said *never* to it. */
export function isOpen({ nevers }: PlainWorld, companies: readonly CompanyProfile[]): boolean {
  return companies.every((a) =>
    companies.every(
      (b) =>
        a === b ||
        !(
          a.blocks.companies.includes(b.id) ||
          a.blocks.countries.includes(b.country) ||
          nevers.some(([from, to]) => from === a.id && to === b.id)
        ),
    ),
  );
}

export function passes(world: PlainWorld, trio: Trio, asking: CompanyProfile, filters: TripleFilters): boolean {
  const partners = trio.filter((member) => member !== asking);
  const isNear = (sector: string, wanted: string) => sector === wanted || areAdjacent(world.taxonomy, sector, wanted);
  const { hostCountries, sectors, needsCovered = [], excludedCompanies = [], minimumIndex = 0 } = filters;
  return (
    (!hostCountries || hostCountries.includes(trio[2].country)) &&
    (!sectors || trio.every((member) => member.sectors.some((own) => sectors.some((wanted) => isNear(own, wanted))))) &&
    needsCovered.every((code) => partners.some((partner) => effective(world, asking, partner, code) >= 600)) &&
    !trio.some(({ id }) => excludedCompanies.includes(id)) &&
    plainIndex(world, trio) >= minimumIndex
  );
}

/** 0 where there is none. */
function plainIndex(world: PlainWorld, [c, d, g]: Trio): number {
  const get = covered(world, c, [d, g]) + covered(world, d, [c, g]) + covered(world, g, [c, d]);
  const best = (i: CompanyProfile, j: CompanyProfile, k: CompanyProfile) =>
    Math.max(covered(world, i, [j]), covered(world, i, [k]));
  const alone = best(c, d, g) + best(d, c, g) + best(g, c, d);
  return alone === 0 ? 0 : 3 * (get / alone);
}

/** In whole numbers: hundredths of priority × hundredths of strength × twentieths of ρ. */
function covered(world: PlainWorld, company: CompanyProfile, partners: CompanyProfile[]): number {
  let sum = 0;
  let priorities = 0;
  for (const { capability, priority } of company.needs) {
    const supplies = partners.map((partner) => effective(world, company, partner, capability));
    sum += Math.round(priority * 100) * Math.max(...supplies);
    priorities += Math.round(priority * 100);
  }
  return sum / (2000 * priorities);
}

/** What a partner supplies of a capability to a company, in 2000ths. */
export function effective(
  world: PlainWorld,
  company: CompanyProfile,
  partner: CompanyProfile,
  capability: string,
): number {
  const offer = partner.offers.find((candidate) => candidate.capability === capability);
  const isAgnostic = world.taxonomy.capabilities.find(({ code }) => code === capability)!.sectorAgnostic;
  return offer ? Math.round(offer.strength * 100) * (isAgnostic ? 20 : rho(world, company, partner)) : 0;
}

function rho({ taxonomy }: PlainWorld, a: CompanyProfile, b: CompanyProfile): number {
  if (a.sectors.some((sector) => b.sectors.includes(sector))) return 20;
  return a.sectors.some((own) => b.sectors.some((other) => areAdjacent(taxonomy, own, other))) ? 12 : 3;
}

function areAdjacent({ sectors }: MatchingTaxonomy, a: string, b: string): boolean {
  return sectors.some(
    ({ code, adjacent }) => (code === a && adjacent.includes(b)) || (code === b && adjacent.includes(a)),
  );
}

export function plainFit(world: PlainWorld, a: CompanyProfile, b: CompanyProfile): number {
  const { fit } = world.weights;
  const isSizeKnown = a.size !== null && b.size !== null;
  const sum =
    fit.market * market(world.taxonomy, a, b) +
    fit.language * language(a, b) +
    fit.mode * (a.modes.some((mode) => b.modes.includes(mode)) ? 1 : 0) +
    fit.sector * (rho(world, a, b) / 20) +
    fit.size * (isSizeKnown ? 1 - Math.abs(a.size! - b.size!) / 4 : 0.5) +
    fit.agreement * agreement(world.taxonomy, a, b);
  return Math.min(1, sum);
}

function market({ countries, regions }: MatchingTaxonomy, a: CompanyProfile, b: CompanyProfile): number {
  const placesOf = (p: CompanyProfile) => (p.side === 'DEVELOPING' ? [...p.markets, p.country] : p.markets);
  const isCountry = (place: string) => countries.some(({ code }) => code === place);
  /** The place and every region around it. */
  const around = (place: string): string[] => {
    const country = countries.find(({ code }) => code === place);
    const parents = country
      ? country.regions
      : regions.filter(({ code }) => code === place).map(({ parent }) => parent);
    return [place, ...parents.flatMap((parent) => (parent === undefined ? [] : around(parent)))];
  };
  let best = 0;
  for (const x of placesOf(a)) {
    for (const y of placesOf(b)) {
      if (x !== 'any' && y !== 'any') {
        if (isCountry(x) && x === y) best = Math.max(best, 1);
        else if (around(x).includes(y) || around(y).includes(x)) best = Math.max(best, 0.7);
      }
    }
  }
  return placesOf(a).includes('any') || placesOf(b).includes('any') ? Math.max(best, 0.4) : best;
}

function language(a: CompanyProfile, b: CompanyProfile): number {
  const primary = (tag: string) => tag.split('-')[0]!.toLowerCase();
  const levels = a.languages.flatMap((mine) =>
    b.languages
      .filter((theirs) => primary(theirs.tag) === primary(mine.tag))
      .map((theirs) => Math.min(mine.level, theirs.level)),
  );
  return Math.max(0, ...levels);
}

function agreement({ countries }: MatchingTaxonomy, a: CompanyProfile, b: CompanyProfile): number {
  const country = (p: CompanyProfile) => countries.find(({ code }) => code === p.country)!;
  const [first, second] = sides.indexOf(a.side!) < sides.indexOf(b.side!) ? [a, b] : [b, a];
  if (first.side !== 'CHINA') return 1;
  if (second.side === 'DEVELOPED') return country(second).hasThirdPartyMarketDocument ? 1 : 0.5;
  return country(second).hasBeltAndRoadMemorandum ? 1 : 0.6;
}

function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

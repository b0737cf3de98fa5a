import { type CompanyProfile, type CompanySize, type MatchingTaxonomy, type Side, sides } from '../src/index.js';
import { SeededRandom } from './seeded-random.js';

/** How large and how varied a made-up directory is. Few codes and few steps make many ties and many zeros. */
export interface DirectoryShape {
  perSide: number;
  capabilities: number;
  sectors: number;
  needs: readonly [least: number, most: number];
  offers: readonly [least: number, most: number];
  /** What strengths, priorities and levels are picked from. */
  steps: { strength: readonly number[]; priority: readonly number[]; level: readonly number[] };
  /** How likely a company blocks a company, and how likely a country. */
  blocks: number;
  /** Exponent of Zipf's law by which capabilities are drawn, the first most often; 0 draws all alike. */
  skew: number;
  /** How likely a company is the twin, but for its id, of an earlier one of its side: exact ties. */
  twins: number;
}

/** The shape of SCORING's measurements: 67 capabilities, 40 sectors, 3–20 needs, 2–15 offers, 1–4 sectors. */
export const wideShape = {
  capabilities: 67,
  sectors: 40,
  needs: [3, 20],
  offers: [2, 15],
  steps: { strength: [0.4, 0.6, 0.8, 1], priority: [0.3, 0.6, 1], level: [0.3, 0.6, 0.8, 1] },
  blocks: 0.01,
  skew: 0,
  twins: 0,
} as const;

/** Regions 100 and 200, each with two parts of five countries: enough for every kind of common market. */
const regions = [
  { code: '100' },
  { code: '200' },
  ...['110', '120', '210', '220'].map((code) => ({ code, parent: `${code[0]}00` })),
];

/** A taxonomy with a quarter of its capabilities sector-agnostic and its sectors in a row of neighbours. */
export function madeUpTaxonomy({
  capabilities,
  sectors,
}: Pick<DirectoryShape, 'capabilities' | 'sectors'>): MatchingTaxonomy {
  return {
    capabilities: numbered('C', capabilities).map((code, i) => ({ code, sectorAgnostic: i % 4 === 0 })),
    sectors: numbered('S', sectors).map((code, i, all) => ({ code, adjacent: i > 0 ? [all[i - 1]!] : [] })),
    modes: ['engineering', 'investment', 'strategic'],
    countries: numbered('', 20).map((number, i) => ({
      code: `${'ABCD'[Math.floor(i / 5)]}${'ABCDE'[i % 5]}`,
      regions: [regions[2 + Math.floor(i / 5)]!.code],
      hasThirdPartyMarketDocument: i % 3 === 0,
      hasBeltAndRoadMemorandum: Number(number) % 2 === 0,
    })),
    regions,
  };
}

/** The same profiles for the same seed and shape, `perSide` of each side, in no order of sides. */
export function seededProfiles(seed: number, shape: DirectoryShape): CompanyProfile[] {
  return [...drawProfiles(seed, shape)];
}

/** The same, one after the other, for a directory whose profiles would not all find room in memory. */
export function* drawProfiles(seed: number, shape: DirectoryShape): Generator<CompanyProfile> {
  const random = new SeededRandom(seed);
  const taxonomy = madeUpTaxonomy(shape);
  const ids = random.shuffle(numbered('company-', 3 * shape.perSide));
  const earlier: CompanyProfile[][] = [[], [], []];
  for (const [i, id] of ids.entries()) {
    const ofItsSide = earlier[i % 3]!;
    const isTwin = ofItsSide.length > 0 && random.chance(shape.twins);
    const profile = isTwin
      ? { ...random.pick(ofItsSide), id }
      : seededProfile(random, taxonomy, shape, { id, side: sides[i % 3]!, ids });
    if (shape.twins > 0) ofItsSide.push(profile);
    yield profile;
  }
}

function seededProfile(
  random: SeededRandom,
  taxonomy: MatchingTaxonomy,
  shape: DirectoryShape,
  { id, side, ids }: { id: string; side: Side; ids: readonly string[] },
): CompanyProfile {
  const { steps } = shape;
  const countries = codes(taxonomy.countries);
  const places = [...countries, ...codes(taxonomy.regions), 'any'];
  return {
    id,
    side,
    country: random.pick(countries),
    sectors: random.sample(codes(taxonomy.sectors), random.integer(1, 4)),
    ...seededOffersAndNeeds(random, codes(taxonomy.capabilities), shape),
    markets: random.sample(places, random.integer(0, 4)),
    modes: random.sample(taxonomy.modes, random.integer(0, 2)),
    languages: random
      .sample(['en', 'zh-Hans', 'zh', 'fr', 'pt'], random.integer(1, 3))
      .map((tag) => ({ tag, level: random.pick(steps.level) })),
    size: random.chance(0.2) ? null : (random.integer(0, 4) as CompanySize),
    blocks: {
      companies: random.chance(shape.blocks) ? random.sample(ids, 3) : [],
      countries: random.chance(shape.blocks) ? [random.pick(countries)] : [],
    },
  };
}

/** Offers and needs as the shape wants them. */
export function seededOffersAndNeeds(
  random: SeededRandom,
  capabilities: readonly string[],
  { offers, needs, steps, skew }: Pick<DirectoryShape, 'offers' | 'needs' | 'steps' | 'skew'>,
): Pick<CompanyProfile, 'offers' | 'needs'> {
  const draw = (count: number) =>
    skew === 0 ? random.sample(capabilities, count) : random.sampleByZipf(capabilities, count, skew);
  return {
    offers: draw(random.integer(...offers)).map((capability) => ({
      capability,
      strength: random.pick(steps.strength),
    })),
    needs: draw(random.integer(...needs)).map((capability) => ({ capability, priority: random.pick(steps.priority) })),
  };
}

function numbered(prefix: string, count: number): string[] {
  return Array.from({ length: count }, (_, i) => `${prefix}${String(i).padStart(2, '0')}`);
}

function codes(entries: readonly { code: string }[]): string[] {
  return entries.map(({ code }) => code);
}

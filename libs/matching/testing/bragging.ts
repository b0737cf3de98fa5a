import { type CompanyProfile, compileDirectory, rankTriples } from '../src/index.js';
import { madeUpTaxonomy, seededProfiles, wideShape } from './seeded-directory.js';
import { SeededRandom } from './seeded-random.js';

const shape = { ...wideShape, perSide: 1000 };
const k = 20;
/** Every asker costs about 0.2 s: a seeded sample stands for all 2,000 companies of the two other sides. */
const askers = 16;

export interface Bragging {
  /** Share of the places that the bragger has, 0 to 1. */
  share: number;
  places: number;
  /** The figure with what it was measured on, as one line. */
  line: string;
}

/** How often a company that declares the 15 most wanted capabilities at 1.00 is in the lists of a seeded directory. */
export function measureBragging(): Bragging {
  const random = new SeededRandom(10);
  const profiles = seededProfiles(20_260_101, shape);
  const chinese = profiles.filter(({ side }) => side === 'CHINA');
  const bragger = {
    ...random.pick(chinese),
    offers: mostWanted(profiles, 15).map((capability) => ({ capability, strength: 1 })),
  };
  const directory = compileDirectory(
    profiles.map((profile) => (profile.id === bragger.id ? bragger : profile)),
    madeUpTaxonomy(shape),
  );

  const asking = random.sample(
    profiles.filter(({ side }) => side !== 'CHINA'),
    askers,
  );
  const triples = asking.flatMap(({ id }) => rankTriples({ directory, company: id, k }).triples);
  const places = triples.length;
  const share = triples.filter(({ china }) => china === bragger.id).length / places;
  const measuredOn = `${places} places (1,000 per side, ${askers} seeded askers, k ${k})`;
  return { share, places, line: `bragging: ${(100 * share).toFixed(1)} % of ${measuredOn}` };
}

/** By the sum of the priorities of everybody who needs them. */
function mostWanted(profiles: readonly CompanyProfile[], count: number): string[] {
  const demand = new Map<string, number>();
  for (const { capability, priority } of profiles.flatMap(({ needs }) => needs)) {
    demand.set(capability, (demand.get(capability) ?? 0) + priority);
  }
  return [...demand]
    .sort(([, a], [, b]) => b - a)
    .map(([capability]) => capability)
    .slice(0, count);
}

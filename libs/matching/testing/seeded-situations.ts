import { defaultWeights, type NeverPair, type TripleFilters, whatIsMissing, type Weights } from '../src/index.js';
import type { PlainWorld } from './plain-scoring.js';
import { type DirectoryShape, madeUpTaxonomy, seededProfiles, wideShape } from './seeded-directory.js';
import { SeededRandom } from './seeded-random.js';

/** Few capabilities and one step of everything: many triples score the same, many score nothing. */
export const tiedShape: DirectoryShape = {
  perSide: 6,
  capabilities: 4,
  sectors: 3,
  needs: [0, 3],
  offers: [0, 4],
  steps: { strength: [0.8], priority: [0.6], level: [0.6] },
  blocks: 0.1,
  skew: 0,
  twins: 0.5,
};

/** Strengths of 0.30 within a sector and of 0.50 next to it supply exactly the 0.30 that counts as covered. */
export const variedShape: DirectoryShape = {
  ...wideShape,
  perSide: 6,
  capabilities: 8,
  sectors: 6,
  needs: [1, 5],
  offers: [1, 5],
  blocks: 0.15,
  steps: { ...wideShape.steps, strength: [0.3, 0.5, 0.8, 1] },
};

export const steepWeights: Weights = {
  version: 'steep',
  score: { coverage: 0.1, reciprocity: 0.6, fit: 0.3 },
  fit: { market: 0.5, language: 0.5, mode: 0, sector: 0, size: 0, agreement: 0 },
};

export const capabilitiesAlone: Weights = {
  ...defaultWeights,
  version: 'capabilities-alone',
  score: { coverage: 0.5, reciprocity: 0.5, fit: 0 },
};

/** A directory with blocks and *nevers*, and a company that asks it with filters. */
export interface Situation {
  world: PlainWorld;
  asking: string;
  filters: TripleFilters;
  /** For what else the test draws. */
  random: SeededRandom;
}

/** The same for the same seed and shape; null when the company drawn lacks an offer or a need. */
export function seededSituation(seed: number, shape: DirectoryShape): Situation | null {
  const random = new SeededRandom(seed);
  const taxonomy = madeUpTaxonomy(shape);
  const profiles = seededProfiles(seed, shape);
  const asking = random.pick(profiles);
  if (whatIsMissing(asking).length > 0) return null;

  const ids = profiles.map(({ id }) => id);
  const never = (): NeverPair => [random.pick(ids), random.pick(ids)];
  const filters: TripleFilters = {
    ...(random.chance(0.2) && { hostCountries: random.sample(taxonomy.countries, 12).map(({ code }) => code) }),
    ...(random.chance(0.2) && { sectors: random.sample(taxonomy.sectors, 2).map(({ code }) => code) }),
    ...(random.chance(0.2) && { needsCovered: [random.pick(asking.needs).capability] }),
    ...(random.chance(0.2) && { excludedCompanies: random.sample(ids, 3) }),
    ...(random.chance(0.2) && { minimumIndex: random.pick([3, 3.2, 4]) }),
  };
  const weights = random.pick([defaultWeights, steepWeights, capabilitiesAlone]);
  const nevers = Array.from({ length: random.integer(0, 4) }, never);
  return { world: { profiles, taxonomy, weights, nevers }, asking: asking.id, filters, random };
}

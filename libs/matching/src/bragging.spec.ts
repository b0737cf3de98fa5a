import { expect, it } from '@jest/globals';

import { madeUpTaxonomy, seededProfiles, wideShape } from '../testing/seeded-directory.js';
import { SeededRandom } from '../testing/seeded-random.js';
import { type CompanyProfile, compileDirectory, rankTriples } from './index.js';

const shape = { ...wideShape, perSide: 1000 };
const k = 20;
/** Every asker costs about 0.2 s: a seeded sample stands for all 2,000 companies of the two other sides. */
const askers = 16;

it('10. bragging does not pay: the 15 most wanted capabilities at 1.00 win at most 10 % of the places', () => {
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
  const places = asking.flatMap(({ id }) => rankTriples({ directory, company: id, k }).triples);
  const share = places.filter(({ china }) => china === bragger.id).length / places.length;
  process.stdout.write(
    `bragging: ${(100 * share).toFixed(1)} % of ${places.length} places (1,000 per side, ${askers} seeded askers, k ${k})\n`,
  );

  expect(places).toHaveLength(askers * k);
  expect(share).toBeLessThanOrEqual(0.1);
});

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

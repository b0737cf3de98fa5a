import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { everyTriple, plainPools, type PlainTriple, type PlainWorld } from '../testing/plain-scoring.js';
import { madeUpTaxonomy, seededProfiles } from '../testing/seeded-directory.js';
import {
  capabilitiesAlone,
  seededSituation,
  steepWeights,
  tiedShape,
  variedShape,
} from '../testing/seeded-situations.js';
import {
  buildPairIndex,
  type CompanyProfile,
  compareWeights,
  compileDirectory,
  defaultWeights,
  type ListComparison,
  type WeightsComparison,
} from './index.js';
import { compareCodeUnits, tripleKey } from './triple-order.js';

interface PlainList {
  company: string;
  present: PlainTriple[];
  proposed: PlainTriple[];
}

/** The slow, obvious twin: whole rankings by plain scoring, and each figure by its definition. */
function plainComparison(world: PlainWorld, lists: PlainList[]): WeightsComparison {
  const placesOf = (id: string, which: 'present' | 'proposed') =>
    lists
      .filter(({ company }) => company !== id)
      .flatMap((list) => list[which])
      .filter(({ china, developed, developing }) => [china, developed, developing].includes(id)).length;
  const changes = world.profiles.map(({ id }) => ({
    company: id,
    present: placesOf(id, 'present'),
    proposed: placesOf(id, 'proposed'),
  }));
  const byGain = (sign: 1 | -1) =>
    changes
      .filter(({ present, proposed }) => sign * (proposed - present) > 0)
      .sort(
        (a, b) => sign * (b.proposed - b.present - (a.proposed - a.present)) || compareCodeUnits(a.company, b.company),
      )
      .slice(0, 10);
  const [china, developed, developing] = plainPools(world).map((pool) => ({
    present: plainExposure(pool.map(({ id }) => placesOf(id, 'present'))),
    proposed: plainExposure(pool.map(({ id }) => placesOf(id, 'proposed'))),
  }));
  return {
    lists: lists.map(plainListComparison),
    exposure: { china: china!, developed: developed!, developing: developing! },
    gainers: byGain(1),
    losers: byGain(-1),
  };
}

function plainListComparison({ company, present, proposed }: PlainList): ListComparison {
  const presentRank = (triple: PlainTriple) => present.findIndex((other) => tripleKey(other) === tripleKey(triple)) + 1;
  const kept = proposed.filter((triple) => presentRank(triple) > 0);
  const moves = kept.map((triple) => Math.abs(presentRank(triple) - 1 - proposed.indexOf(triple)));
  return {
    company,
    kept: kept.length,
    entered: proposed.length - kept.length,
    left: present.length - kept.length,
    largestMove: kept.length > 0 ? Math.max(...moves) : null,
    presentRankOfBest: proposed[0] ? presentRank(proposed[0]) || null : null,
  };
}

/** Gini as half the relative mean absolute difference: every pair of counts. In whole numbers until the last division. */
function plainExposure(counts: number[]) {
  let differences = 0;
  for (const a of counts) for (const b of counts) differences += Math.abs(a - b);
  const total = counts.reduce((sum, count) => sum + count, 0);
  return {
    gini: total === 0 ? 0 : differences / 2 / (counts.length * total),
    neverShown: counts.length === 0 ? 0 : counts.filter((count) => count === 0).length / counts.length,
  };
}

const base = seededProfiles(4, { ...variedShape, blocks: 0 })[0]!;
const company = (id: string, part: Partial<CompanyProfile>): CompanyProfile => ({
  ...base,
  id,
  country: 'AA',
  sectors: ['S00'],
  offers: [{ capability: 'C00', strength: 1 }],
  needs: [{ capability: 'C00', priority: 1 }],
  markets: ['AA'],
  modes: ['engineering'],
  languages: [{ tag: 'en', level: 1 }],
  size: 2,
  ...part,
});

describe('compareWeights', () => {
  it('shows ranks, places and exposure of a list that turns round', () => {
    // "able" covers more, "near" speaks the language: capabilities alone prefer the one, fit the other.
    const directory = compileDirectory(
      [
        company('maker', { side: 'CHINA' }),
        company('able', { side: 'DEVELOPED', languages: [] }),
        company('near', { side: 'DEVELOPED', offers: [{ capability: 'C00', strength: 0.8 }] }),
        company('silent', { side: 'DEVELOPED', offers: [{ capability: 'C00', strength: 0.4 }], languages: [] }),
        company('host', { side: 'DEVELOPING' }),
      ],
      madeUpTaxonomy(variedShape),
    );
    const languageAlone = {
      version: 'language',
      score: { coverage: 0, reciprocity: 0, fit: 1 },
      fit: { market: 0, language: 1, mode: 0, sector: 0, size: 0, agreement: 0 },
    };
    const question = { directory, present: capabilitiesAlone, proposed: languageAlone };

    expect(compareWeights({ ...question, companies: ['maker', 'host'], k: 1 })).toStrictEqual({
      lists: ['maker', 'host'].map((id) => ({
        company: id,
        kept: 0,
        entered: 1,
        left: 1,
        largestMove: null,
        presentRankOfBest: null,
      })),
      exposure: {
        china: { present: { gini: 0, neverShown: 0 }, proposed: { gini: 0, neverShown: 0 } },
        // One of three has everything, before and after.
        developed: { present: { gini: 2 / 3, neverShown: 2 / 3 }, proposed: { gini: 2 / 3, neverShown: 2 / 3 } },
        developing: { present: { gini: 0, neverShown: 0 }, proposed: { gini: 0, neverShown: 0 } },
      },
      gainers: [{ company: 'near', present: 0, proposed: 2 }],
      losers: [{ company: 'able', present: 2, proposed: 0 }],
    });
    expect(compareWeights({ ...question, companies: ['maker'], k: 3 }).lists).toStrictEqual([
      { company: 'maker', kept: 3, entered: 0, left: 0, largestMove: 1, presentRankOfBest: 2 },
    ]);
  });

  it.each([
    ['many ties and zeros', tiedShape],
    ['all steps of strength, priority and level', variedShape],
  ])('agrees with whole rankings by plain scoring, and each figure by its definition: %s', (_, shape) => {
    const seen = { entered: 0, moved: 0, gainers: 0, losers: 0, unequal: 0 };
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const drawn = seededSituation(seed, shape);
        if (drawn === null) return;
        const { world, random } = drawn;
        const [present, proposed] = random.sample([defaultWeights, steepWeights, capabilitiesAlone], 2);
        const k = random.pick([1, 3, 10]);
        const companies = random.sample(
          plainPools(world).flatMap((pool) => pool.map(({ id }) => id)),
          6,
        );
        const ranked = (id: string, weights = world.weights) => everyTriple({ ...world, weights }, id, {}).slice(0, k);
        const lists = companies.map((id) => ({
          company: id,
          present: ranked(id, present),
          proposed: ranked(id, proposed),
        }));

        const directory = compileDirectory(world.profiles, world.taxonomy);
        const index = random.chance(0.5) ? buildPairIndex(directory) : undefined;
        const question = { directory, index, companies, k, nevers: world.nevers };
        const comparison = compareWeights({ ...question, present: present!, proposed: proposed! });
        expect(comparison).toStrictEqual(plainComparison(world, lists));

        for (const { present, proposed } of Object.values(comparison.exposure)) {
          for (const { gini } of [present, proposed]) {
            expect(gini).toBeGreaterThanOrEqual(0);
            expect(gini).toBeLessThan(1);
          }
        }
        seen.entered += comparison.lists.filter(({ entered }) => entered > 0).length;
        seen.moved += comparison.lists.filter(({ largestMove }) => largestMove !== null && largestMove > 0).length;
        seen.gainers += comparison.gainers.length;
        seen.losers += comparison.losers.length;
        seen.unequal += comparison.exposure.developed.proposed.gini > 0 ? 1 : 0;
      }),
      { numRuns: 40, seed: 12 },
    );
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(10);
  });

  it('changes nothing where the weights are the same', () => {
    const shape = { ...variedShape, perSide: 12 };
    const directory = compileDirectory(seededProfiles(9, shape), madeUpTaxonomy(shape));
    const { lists, exposure, gainers, losers } = compareWeights({
      directory,
      companies: directory.ids,
      k: 5,
      present: defaultWeights,
      proposed: { ...defaultWeights, version: 'the same again' },
    });

    expect(lists.length).toBeGreaterThan(30);
    for (const { kept, ...others } of lists) {
      expect(kept).toBeGreaterThan(0);
      expect(others).toMatchObject({ entered: 0, left: 0, largestMove: 0, presentRankOfBest: 1 });
    }
    expect([gainers, losers]).toStrictEqual([[], []]);
    for (const { present, proposed } of Object.values(exposure)) expect(proposed).toStrictEqual(present);
    expect(exposure.china.present.gini).toBeGreaterThan(0);
  });

  it('leaves out whom nobody can match, and tells its progress over both weights', () => {
    const directory = compileDirectory(seededProfiles(1, variedShape), madeUpTaxonomy(variedShape));
    const [first, second] = directory.ids;
    const told: number[][] = [];
    const { lists } = compareWeights({
      directory,
      companies: [second!, 'nobody', first!],
      k: 1,
      present: defaultWeights,
      proposed: steepWeights,
      onProgress: (...step) => told.push(step),
    });

    expect(lists.map((list) => list.company)).toStrictEqual([second, first]);
    expect(told).toStrictEqual([1, 2, 3, 4].map((done) => [done, 4]));
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { everyTriple, plainPools, type PlainTriple, type PlainWorld } from '../testing/plain-scoring.js';
import { madeUpTaxonomy, seededProfiles } from '../testing/seeded-directory.js';
import { seededSituation, tiedShape, variedShape } from '../testing/seeded-situations.js';
import {
  buildPairIndex,
  compileDirectory,
  defaultWeights,
  type Directory,
  mergeRankings,
  rankForum,
  rankTriples,
  type TripleMembers,
} from './index.js';

/** The slow, obvious twin: every open triple of the directory, each scored once. */
function everyTripleOfAll(world: PlainWorld): PlainTriple[] {
  const [chinese] = plainPools(world);
  const before = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return chinese!
    .flatMap(({ id }) => everyTriple(world, id, {}))
    .sort(
      (a, b) =>
        b.score - a.score ||
        before(a.china, b.china) ||
        before(a.developed, b.developed) ||
        before(a.developing, b.developing),
    );
}

function withScores(triples: readonly (TripleMembers & { score: number })[]): PlainTriple[] {
  return triples.map(({ china, developed, developing, score }) => ({ china, developed, developing, score }));
}

const shapes: [string, typeof tiedShape][] = [
  ['many ties and zeros', tiedShape],
  ['all steps of strength, priority and level', variedShape],
];

describe('rankForum', () => {
  it.each(shapes)(
    'agrees with scoring every triple of the directory, ties and closed triples included: %s',
    (_, shape) => {
      const seen = { triples: 0, ties: 0, cut: 0 };
      fc.assert(
        fc.property(fc.integer(), (seed) => {
          const drawn = seededSituation(seed, shape);
          if (drawn === null) return;
          const { world, random } = drawn;
          const { profiles, taxonomy, weights, nevers } = world;
          const k = random.pick([1, 5, 20, 300]);
          const directory = compileDirectory(profiles, taxonomy);
          const index = random.chance(0.5) ? buildPairIndex(directory) : undefined;

          const { triples, ...about } = rankForum({ directory, index, k, weights, nevers });

          const all = everyTripleOfAll(world);
          expect(withScores(triples)).toStrictEqual(all.slice(0, k));
          expect(triples.map(({ rank }) => rank)).toStrictEqual(triples.map((_, at) => at + 1));
          expect(about).toMatchObject({ weightsVersion: weights.version, asked: k });
          expect(about.counts.possible).toBe(plainPools(world).reduce((product, pool) => product * pool.length, 1));
          seen.triples += triples.length;
          seen.ties += triples.filter(({ score }, at) => score === triples[at - 1]?.score).length;
          seen.cut += all.length > k ? 1 : 0;
        }),
        { numRuns: 40, seed: 15 },
      );
      expect(seen.triples).toBeGreaterThan(300);
      expect(seen.cut).toBeGreaterThan(10);
      if (shape === tiedShape) expect(seen.ties).toBeGreaterThan(50);
    },
  );

  it('tells its progress after each Chinese company, and refuses faults even where nobody could ask', () => {
    const directory = compileDirectory(seededProfiles(1, variedShape), madeUpTaxonomy(variedShape));
    const told: number[][] = [];
    rankForum({ directory, k: 1, onProgress: (...step) => told.push(step) });
    expect(told).toStrictEqual([1, 2, 3, 4, 5, 6].map((done) => [done, 6]));

    const empty = compileDirectory([], madeUpTaxonomy(variedShape));
    const ask = (directory: Directory, k: number, coverage: number) => () =>
      rankForum({ directory, k, weights: { ...defaultWeights, score: { ...defaultWeights.score, coverage } } });
    expect(ask(empty, 3, 0.4)().triples).toStrictEqual([]);
    for (const whole of [directory, empty]) {
      expect(ask(whole, 0, 0.4)).toThrow(new RangeError('k: 0 is not a whole number from 1'));
      expect(ask(whole, 3, 0.5)).toThrow('score: the weights add up to 1.10, not 1.00');
    }
  });
});

describe('mergeRankings', () => {
  it.each(shapes)('needs the lists of one side, whichever, and takes those of everybody: %s', (_, shape) => {
    let repeated = 0;
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const drawn = seededSituation(seed, shape);
        if (drawn === null) return;
        const { world, random } = drawn;
        const { profiles, taxonomy, weights, nevers } = world;
        const k = random.pick([1, 5, 20]);
        const directory = compileDirectory(profiles, taxonomy);
        const listsOfSides = directory.pools.map((pool) =>
          random
            .shuffle(Array.from(pool, (company) => directory.ids[company]!))
            .map((company) => rankTriples({ directory, company, k, weights, nevers }).triples),
        );

        const best = everyTripleOfAll(world).slice(0, k);
        for (const lists of [...listsOfSides, listsOfSides.flat()]) {
          expect(withScores(mergeRankings(lists, k))).toStrictEqual(best);
        }
        repeated += best.length;
      }),
      { numRuns: 25, seed: 16 },
    );
    expect(repeated).toBeGreaterThan(30);
  });

  it('merges nothing to nothing, and refuses a length that is none', () => {
    expect(mergeRankings([], 3)).toStrictEqual([]);
    expect(mergeRankings([[], []], 3)).toStrictEqual([]);
    expect(() => mergeRankings([], 1.5)).toThrow(new RangeError('k: 1.5 is not a whole number from 1'));
  });
});

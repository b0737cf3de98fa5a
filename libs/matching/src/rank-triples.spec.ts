import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { everyTriple } from '../testing/plain-scoring.js';
import { type DirectoryShape, madeUpTaxonomy, seededProfiles, wideShape } from '../testing/seeded-directory.js';
import { SeededRandom } from '../testing/seeded-random.js';
import {
  capabilitiesAlone,
  seededSituation,
  steepWeights,
  tiedShape,
  variedShape,
} from '../testing/seeded-situations.js';
import {
  buildPairIndex,
  compileDirectory,
  defaultWeights,
  type NeverPair,
  PairIndex,
  rankOfTriple,
  rankThirdPartners,
  rankTriples,
  sides,
  type TripleFilters,
  type TripleRanking,
} from './index.js';

/** A seeded situation, and how many triples are asked for. */
function situation(seed: number, shape: DirectoryShape) {
  const drawn = seededSituation(seed, shape);
  return drawn && { ...drawn, k: drawn.random.pick([1, 3, 20, 500]) };
}

function withScores({ triples }: TripleRanking) {
  return triples.map(({ china, developed, developing, score }) => ({ china, developed, developing, score }));
}

describe('rankTriples', () => {
  it.each([
    ['many ties and zeros', tiedShape],
    ['all steps of strength, priority and level', variedShape],
  ])('agrees with scoring every triple, ties, filters, blocks and nevers included: %s', (_, shape) => {
    let triples = 0;
    let ties = 0;
    let filtered = 0;
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const drawn = situation(seed, shape);
        if (drawn === null) return;
        const { world, asking, filters, k } = drawn;
        const { weights, nevers } = world;
        const directory = compileDirectory(world.profiles, world.taxonomy);

        const question = { directory, company: asking, k, weights, filters, nevers };
        const ranking = rankTriples(question);
        const index = new PairIndex(directory, { blockSize: 1 + (k % 2), boundsFit: k % 3 === 0 });
        index.fillNext(2);
        const indexed = rankTriples({ ...question, index: buildPairIndex(directory, { blockSize: 1 + (k % 2) }) });
        const halfway = rankTriples({ ...question, index });

        const all = everyTriple(world, asking, filters);
        expect(withScores(ranking)).toStrictEqual(all.slice(0, k));
        expect(indexed).toStrictEqual({ ...ranking, isIndexed: true, counts: indexed.counts });
        expect(halfway).toStrictEqual({ ...ranking, isIndexed: halfway.isIndexed, counts: halfway.counts });
        expect(indexed.counts.possible).toBe(ranking.counts.possible);
        expect(ranking.triples.map(({ rank }) => rank)).toStrictEqual(ranking.triples.map((_, i) => i + 1));
        triples += all.length;
        ties += all.filter(({ score }, i) => score === all[i - 1]?.score).length;
        filtered += Object.keys(filters).length > 0 && all.length > 0 ? 1 : 0;
      }),
      { numRuns: 250, seed: 7 },
    );
    // The random directories are worth the name only when there was something to rank, to tell apart and to filter.
    expect(triples).toBeGreaterThan(700);
    expect(filtered).toBeGreaterThan(20);
    if (shape === tiedShape) expect(ties / triples).toBeGreaterThan(0.3);
  });

  it.each<[string, DirectoryShape]>([
    ['many ties', { ...tiedShape, needs: [1, 3], offers: [1, 4], twins: 0.2 }],
    ['a wide taxonomy', { ...wideShape, perSide: 90 }],
  ])('gives the same list by an index as without, where blocks stand in blocks: %s', (_, shape) => {
    const larger = { ...shape, perSide: 90, blocks: 0.05 };
    const profiles = seededProfiles(5, larger);
    const directory = compileDirectory(profiles, madeUpTaxonomy(larger));
    const nevers = profiles.slice(0, 40).map(({ id }, i): NeverPair => [id, profiles[i + 40]!.id]);

    for (const [blockSize, boundsFit] of [
      [1, false],
      [4, false],
      [undefined, true],
    ] as const) {
      const index = buildPairIndex(directory, { blockSize, boundsFit });
      for (const company of directory.ids.slice(0, 12)) {
        for (const [k, weights] of [
          [1, defaultWeights],
          [20, steepWeights],
          [1000, capabilitiesAlone],
        ] as const) {
          const plain = rankTriples({ directory, company, k, weights, nevers });
          const indexed = rankTriples({ directory, index, company, k, weights, nevers });
          expect(indexed).toStrictEqual({ ...plain, isIndexed: true, counts: indexed.counts });
          expect(plain.triples).toHaveLength(k);
        }
      }
    }
  });

  it('looks at fewer and fewer pairs: bounded, computed, scored', () => {
    const shape = { ...wideShape, perSide: 120 };
    const directory = compileDirectory(seededProfiles(3, shape), madeUpTaxonomy(shape));
    const question = { directory, company: directory.ids[0]!, k: 5 };

    const plain = rankTriples(question).counts;
    const indexed = rankTriples({ ...question, index: buildPairIndex(directory) }).counts;

    expect(plain.possible).toBe(120 * 120);
    expect(plain.scored).toBeLessThan(plain.computed / 5);
    expect(indexed.possible).toBe(plain.possible);
    expect(indexed.bounded).toBeLessThan(indexed.possible);
    expect(indexed.computed).toBeLessThan(indexed.bounded / 2);
    expect(indexed.scored).toBeLessThan(indexed.computed);
  });

  it('counts what is possible without telling of blocks and nevers', () => {
    const directory = compileDirectory(seededProfiles(1, variedShape), madeUpTaxonomy(variedShape));
    const company = directory.ids[0]!;
    const open = rankTriples({ directory, company, k: 500 });
    const nevers = open.triples.map((triple): NeverPair => [triple.developed, triple.developing]);
    const closed = rankTriples({ directory, company, k: 500, nevers });

    expect(open.triples.length).toBeGreaterThan(10);
    expect(closed.triples).toHaveLength(0);
    expect(closed.counts.possible).toBe(open.counts.possible);
  });

  it('tells its progress, one candidate of the first other side after the other', () => {
    const directory = compileDirectory(seededProfiles(1, variedShape), madeUpTaxonomy(variedShape));
    const told: number[][] = [];
    rankTriples({ directory, company: directory.ids[0]!, k: 1, onProgress: (...step) => told.push(step) });

    expect(told.length).toBeGreaterThan(3);
    expect(told).toStrictEqual(told.map((_, i) => [i + 1, told.length]));
  });

  it('refuses what it cannot rank, with every fault', () => {
    const [first, ...others] = seededProfiles(1, variedShape);
    const directory = compileDirectory([{ ...first!, offers: [], side: null }, ...others], madeUpTaxonomy(variedShape));
    const company = others[0]!.id;
    const asking = (filters: TripleFilters) => () => rankTriples({ directory, company, k: 1, filters });

    expect(() => rankTriples({ directory, company: 'nobody', k: 1 })).toThrow(
      'company: "nobody" is not in the directory',
    );
    expect(() => rankTriples({ directory, company: first!.id, k: 1 })).toThrow('its profile lacks side, offers');
    expect(() => rankTriples({ directory, company, k: 0 })).toThrow(
      new RangeError('k: 0 is not a whole number from 1'),
    );
    expect(asking({ hostCountries: ['XX'], sectors: ['S99'], minimumIndex: 2 })).toThrow(
      [
        'hostCountries[0]: "XX" is not a country of the taxonomy',
        'sectors[0]: "S99" is not a sector of the taxonomy',
        'minimumIndex: 2 is outside 3 to 6',
      ].join('\n'),
    );
    expect(asking({ needsCovered: ['C99'] })).toThrow(`needsCovered[0]: "C99" is not a need of ${company}; it needs C`);
  });
});

describe('rankOfTriple', () => {
  it('counts the triples before one as the whole ranking shows them, and has none for what is never listed', () => {
    let listed = 0;
    let unlisted = 0;
    fc.assert(
      fc.property(fc.integer(), fc.constantFrom(tiedShape, variedShape), (seed, shape) => {
        const drawn = situation(seed, shape);
        if (drawn === null) return;
        const { world, asking, filters } = drawn;
        const { weights, nevers } = world;
        const directory = compileDirectory(world.profiles, world.taxonomy);
        const all = everyTriple(world, asking, filters);
        const question = { directory, company: asking, weights, nevers, filters };

        const random = new SeededRandom(seed);
        if (all.length > 0) {
          const at = random.integer(0, all.length - 1);
          const { rank, possible } = rankOfTriple({ ...question, triple: all[at]! });
          expect(rank).toBe(at + 1);
          expect(possible).toBe(rankTriples({ ...question, k: 1 }).counts.possible);
          listed += 1;
        }
        const [china, developed, developing] = [0, 1, 2].map((side) => {
          const ids = world.profiles.filter((profile) => profile.side === sides[side]).map(({ id }) => id);
          return ids.includes(asking) ? asking : random.pick(ids);
        }) as [string, string, string];
        const isListed = all.some(
          (triple) => triple.china === china && triple.developed === developed && triple.developing === developing,
        );
        const { rank } = rankOfTriple({ ...question, triple: { china, developed, developing } });
        expect(rank !== null).toBe(isListed);
        unlisted += isListed ? 0 : 1;
      }),
      { numRuns: 150, seed: 9 },
    );
    expect(Math.min(listed, unlisted)).toBeGreaterThan(30);
  });
});

describe('rankThirdPartners', () => {
  it('ranks the companies that complete a pair as the ranking of one of them does', () => {
    let compared = 0;
    fc.assert(
      fc.property(fc.integer(), fc.constantFrom(tiedShape, variedShape), (seed, shape) => {
        const drawn = situation(seed, shape);
        if (drawn === null) return;
        const { world, asking, k } = drawn;
        const { weights, nevers } = world;
        const directory = compileDirectory(world.profiles, world.taxonomy);
        const all = everyTriple(world, asking, {});
        const { china, developed, developing } = all[0] ?? { china: '', developed: '', developing: '' };
        const partner = [china, developed, developing].find((id) => id !== asking)!;
        if (partner === '') return;

        const question = { directory, pair: [partner, asking] as const, weights, nevers, k };
        const complete = all.filter((triple) => [triple.china, triple.developed, triple.developing].includes(partner));
        expect(withScores(rankThirdPartners(question))).toStrictEqual(complete.slice(0, k));

        const left = [china, developed, developing].find((id) => id !== asking && id !== partner)!;
        const substitutes = rankThirdPartners({ ...question, excludedCompanies: [left] });
        expect(withScores(substitutes)).toStrictEqual(
          complete
            .filter(({ china, developed, developing }) => ![china, developed, developing].includes(left))
            .slice(0, k),
        );
        compared += complete.length;
      }),
      { numRuns: 120, seed: 8 },
    );
    expect(compared).toBeGreaterThan(150);
  });

  it('finds nobody for two companies of which one said never to the other', () => {
    const directory = compileDirectory(seededProfiles(1, variedShape), madeUpTaxonomy(variedShape));
    const best = rankTriples({ directory, company: directory.ids[0]!, k: 1 }).triples[0]!;
    const pair = [best.china, best.developed] as const;

    expect(rankThirdPartners({ directory, pair, k: 1 }).triples).toHaveLength(1);
    expect(rankThirdPartners({ directory, pair, k: 1, nevers: [[pair[1], pair[0]]] }).triples).toStrictEqual([]);
  });
});

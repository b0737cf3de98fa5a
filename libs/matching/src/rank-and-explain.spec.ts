import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import {
  effective,
  everyTriple,
  isOpen,
  plainPools,
  type PlainTriple,
  type PlainWorld,
} from '../testing/plain-scoring.js';
import { madeUpTaxonomy, seededProfiles, wideShape } from '../testing/seeded-directory.js';
import { seededSituation, tiedShape, variedShape } from '../testing/seeded-situations.js';
import {
  type CompanyProfile,
  compileDirectory,
  defaultWeights,
  type Directory,
  type ExplainedTriple,
  explainTriple,
  type OpenNeed,
  rankAndExplain,
  rankTriples,
  type Side,
  sides,
} from './index.js';
import { tripleKey } from './triple-order.js';

/** The slow, obvious twin: everybody asked for every need. */
function plainOpenNeeds(world: PlainWorld, { china, developed, developing }: PlainTriple, excluded: readonly string[]) {
  const pools = plainPools(world);
  const trio = [china, developed, developing].map((id) => world.profiles.find((profile) => profile.id === id)!);
  return trio.flatMap((member, side): OpenNeed[] => {
    const partners = trio.filter((other) => other !== member);
    const strangers = pools.filter((_, other) => other !== side).flat();
    return [...member.needs]
      .sort((a, b) => b.priority - a.priority || (a.capability < b.capability ? -1 : 1))
      .filter(({ capability }) => partners.every((partner) => effective(world, member, partner, capability) < 600))
      .map(({ capability }) => ({
        company: member.id,
        capability,
        couldCover: strangers
          .filter((company) => !excluded.includes(company.id) && isOpen(world, [...trio, company]))
          .map((company) => ({ company: company.id, strength: effective(world, member, company, capability) / 2000 }))
          .filter(({ strength }) => strength >= 0.3)
          .sort((a, b) => b.strength - a.strength || (a.company < b.company ? -1 : 1))
          .slice(0, 5),
      }));
  });
}

/** The first triples whose partners have not yet been kept `most` times. */
function plainDiverse(all: PlainTriple[], asking: string, most: number, k: number): PlainTriple[] {
  const membersOf = ({ china, developed, developing }: PlainTriple) => [china, developed, developing];
  const kept: PlainTriple[] = [];
  for (const triple of all) {
    const isSeenOften = membersOf(triple).some(
      (id) => id !== asking && kept.filter((other) => membersOf(other).includes(id)).length === most,
    );
    if (!isSeenOften) kept.push(triple);
  }
  return kept.slice(0, k);
}

const shapes: [string, typeof tiedShape][] = [
  ['many ties and zeros', tiedShape],
  ['all steps of strength, priority and level', variedShape],
];

describe('rankAndExplain', () => {
  it.each(shapes)(
    'gives the triples of rankTriples, explained, and who could cover what stays open: %s',
    (_, shape) => {
      const seen = { triples: 0, couldCover: 0, uncoverable: 0, five: 0 };
      fc.assert(
        fc.property(fc.integer(), (seed) => {
          const drawn = seededSituation(seed, shape);
          if (drawn === null) return;
          const { world, asking, filters, random } = drawn;
          const { weights, nevers } = world;
          const directory = compileDirectory(world.profiles, world.taxonomy);
          const question = { directory, company: asking, k: random.pick([1, 5]), weights, filters, nevers };

          const { triples, diversity, counts } = rankAndExplain(question);

          const ranking = rankTriples(question);
          expect(diversity).toBeNull();
          expect(counts.possible).toBe(ranking.counts.possible);
          expect(triples).toStrictEqual(
            ranking.triples.map((triple) => {
              const companies = [triple.china, triple.developed, triple.developing] as const;
              const { lines, fitFactors } = explainTriple({ directory, companies, weights, nevers })!;
              const openNeeds = plainOpenNeeds(world, triple, filters.excludedCompanies ?? []);
              return { ...triple, lines, fitFactors, openNeeds };
            }),
          );
          const needs = triples.flatMap(({ openNeeds }) => openNeeds);
          seen.triples += triples.length;
          seen.couldCover += needs.filter(({ couldCover }) => couldCover.length > 0).length;
          seen.uncoverable += needs.filter(({ couldCover }) => couldCover.length === 0).length;
          seen.five += needs.filter(({ couldCover }) => couldCover.length === 5).length;
        }),
        { numRuns: 80, seed: 13 },
      );
      for (const count of Object.values(seen)) expect(count).toBeGreaterThan(shape === tiedShape ? 0 : 10);
    },
  );

  it.each(shapes)(
    'keeps of the exact ranking the first triples of companies not yet seen too often: %s',
    (_, shape) => {
      const seen = { gaps: 0, doubled: 0, short: 0 };
      fc.assert(
        fc.property(fc.integer(), (seed) => {
          const drawn = seededSituation(seed, { ...shape, blocks: 0.02 });
          if (drawn === null) return;
          const { world, asking, random } = drawn;
          const { weights, nevers } = world;
          const directory = compileDirectory(world.profiles, world.taxonomy);
          const k = random.integer(1, 12);
          const maxAppearances = random.integer(1, Math.min(k, 3));

          const filters = {};
          const answer = rankAndExplain({ directory, company: asking, k, weights, filters, nevers, maxAppearances });

          const all = everyTriple(world, asking, {});
          const diverse = plainDiverse(all, asking, maxAppearances, k);
          expect(answer.triples.map((triple) => [triple.rank, tripleKey(triple)])).toStrictEqual(
            diverse.map((triple) => [all.indexOf(triple) + 1, tripleKey(triple)]),
          );
          const { ranked, ...label } = answer.diversity!;
          expect(label).toStrictEqual({ maxAppearances, isComplete: true });
          expect(ranked).toBeLessThanOrEqual(all.length);
          if (diverse.length < k) expect(ranked).toBe(all.length);
          seen.gaps += answer.triples.some(({ rank }, at) => rank !== at + 1) ? 1 : 0;
          seen.doubled += ranked > k ? 1 : 0;
          seen.short += diverse.length > 0 && diverse.length < k ? 1 : 0;
        }),
        { numRuns: 80, seed: 14 },
      );
      for (const count of Object.values(seen)) expect(count).toBeGreaterThan(5);
    },
  );

  const [profile] = seededProfiles(1, { ...variedShape, blocks: 0 });
  const company = (side: Side, at: number, ...offers: string[]): CompanyProfile => ({
    ...profile!,
    side,
    id: `${side} ${String(at).padStart(3, '0')}`,
    offers: offers.map((capability) => ({ capability, strength: 1 })),
    needs: [{ capability: 'C00', priority: 1 }],
  });

  it('names the strongest, of equals those whose ids come first, whatever the order of the directory', () => {
    const needs = ['C00', 'C01'].map((capability) => ({ capability, priority: 1 }));
    const weak = company('DEVELOPING', 10, 'C00');
    const directory = compileDirectory(
      [
        ...[2, 3, 4, 5, 6, 9, 1, 8, 7].map((at) => company('DEVELOPING', at, 'C00', 'C01')),
        { ...weak, offers: [...weak.offers, { capability: 'C01', strength: 0.1 }] },
        company('DEVELOPING', 0, 'C00'),
        company('DEVELOPED', 0, 'C00'),
        { ...company('CHINA', 0, 'C00'), needs },
      ],
      madeUpTaxonomy(variedShape),
    );
    const question = { directory, company: 'CHINA 000', k: 11, weights: defaultWeights, filters: {} };

    const last = rankAndExplain(question).triples[10]!;

    expect(last.developing).toBe('DEVELOPING 000');
    const couldCover = [1, 2, 3, 4, 5].map((at) => ({ company: `DEVELOPING 00${at}`, strength: 1 }));
    expect(last.openNeeds).toStrictEqual([{ company: 'CHINA 000', capability: 'C01', couldCover }]);
  });

  /** As many companies of each side as told, all alike: every triple scores the same, and ids alone rank them. */
  function alike(counts: readonly [number, number, number]): Directory {
    return compileDirectory(
      sides.flatMap((side, i) => Array.from({ length: counts[i]! }, (_, at) => company(side, at, 'C00'))),
      madeUpTaxonomy(variedShape),
    );
  }

  it('says so when 10,000 triples of a longer ranking do not fill a diverse list', () => {
    const directory = alike([1, 110, 110]);
    const question = { directory, company: 'CHINA 000', weights: defaultWeights, filters: {}, maxAppearances: 1 };

    const { triples, diversity, counts } = rankAndExplain({ ...question, k: 100 });

    expect(counts.possible).toBe(12_100);
    expect(diversity).toStrictEqual({ maxAppearances: 1, ranked: 10_000, isComplete: false });
    // The 91st developed company comes at rank 9,901, and its first free partner at 9,991.
    expect(triples.map(({ rank }) => rank)).toStrictEqual(Array.from({ length: 91 }, (_, at) => at * 111 + 1));
    expect(rankAndExplain({ ...question, k: 91 }).diversity!.isComplete).toBe(true);
  });

  it('tells the progress of a diverse ranking, never backwards, to the end', () => {
    const directory = alike([1, 10, 10]);
    const shares: number[] = [];
    rankAndExplain({
      directory,
      company: 'CHINA 000',
      k: 6,
      weights: defaultWeights,
      filters: {},
      maxAppearances: 1,
      onProgress: (done, total) => shares.push(done / total),
    });

    expect(new Set(shares).size).toBeGreaterThan(3);
    expect(shares).toStrictEqual([...shares].sort((a, b) => a - b));
    expect(shares.at(-1)).toBe(1);
  });

  it('refuses appearances that are none, or more than the list has places', () => {
    const directory = alike([1, 1, 1]);
    const ask = (maxAppearances: number) => () =>
      rankAndExplain({ directory, company: 'CHINA 000', k: 3, weights: defaultWeights, filters: {}, maxAppearances });

    expect(ask(3)().triples).toHaveLength(1);
    for (const wrong of [0, 4, 1.5]) {
      expect(ask(wrong)).toThrow(new RangeError(`maxAppearances: ${wrong} is not a whole number from 1 to 3`));
    }
  });

  it('names nobody for an open need who could cover it and may not join', () => {
    const shape = { ...wideShape, perSide: 30, capabilities: 12, blocks: 0 };
    const directory = compileDirectory(seededProfiles(2, shape), madeUpTaxonomy(shape));
    const question = { directory, company: directory.ids[0]!, k: 50, weights: defaultWeights, filters: {} };
    const couldJoin = ({ openNeeds }: ExplainedTriple) => openNeeds.flatMap(({ couldCover }) => couldCover);
    const triple = rankAndExplain(question).triples.find((ranked) => couldJoin(ranked).length > 0)!;
    const { company } = couldJoin(triple)[0]!;

    for (const member of [triple.china, triple.developed, triple.developing]) {
      const { triples } = rankAndExplain({ ...question, nevers: [[company, member]] });
      const same = triples.find((ranked) => tripleKey(ranked) === tripleKey(triple))!;
      expect(couldJoin(same).map((other) => other.company)).not.toContain(company);
    }
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { plainAbsence } from '../testing/plain-absence.js';
import { isOpen, plainPools, type Trio } from '../testing/plain-scoring.js';
import { madeUpTaxonomy, seededProfiles } from '../testing/seeded-directory.js';
import { seededSituation, tiedShape, variedShape } from '../testing/seeded-situations.js';
import {
  type AbsenceQuestion,
  type CompanyProfile,
  compileDirectory,
  explainAbsence,
  explainTriple,
  rankTriples,
  type Side,
} from './index.js';

describe('explainAbsence', () => {
  it.each([
    ['many ties and zeros', tiedShape],
    ['all steps of strength, priority and level', variedShape],
  ])('agrees with trying every change on the profiles and listing every triple: %s', (_, shape) => {
    const seen = { open: 0, closed: 0, dropped: 0, unranked: 0, reaching: 0, short: 0, weak: 0 };
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const drawn = seededSituation(seed, shape);
        if (drawn === null) return;
        const { world, asking, filters, random } = drawn;
        const { profiles, taxonomy, weights, nevers } = world;
        const pools = plainPools(world);
        const askingSide = pools.findIndex((pool) => pool.some(({ id }) => id === asking));
        if (pools.some((pool) => pool.length === 0)) return;
        const trio = pools.map((pool, side) =>
          side === askingSide ? pool.find(({ id }) => id === asking)! : random.pick(pool),
        ) as Trio;
        const partners = random.shuffle(trio.filter(({ id }) => id !== asking).map(({ id }) => id));
        const k = random.pick([1, 3, 10]);

        const directory = compileDirectory(profiles, taxonomy);
        const expected = [partners[0]!, partners[1]!] as const;
        const absence = explainAbsence({ directory, company: asking, expected, k, weights, filters, nevers });

        if (!isOpen(world, trio)) {
          seen.closed += 1;
          expect(absence).toBeNull();
          return;
        }
        const [china, developed, developing] = trio;
        expect(absence).toStrictEqual({
          ...explainTriple({ directory, companies: [china.id, developed.id, developing.id], weights, nevers }),
          members: { china: china.id, developed: developed.id, developing: developing.id },
          ...plainAbsence(world, trio, askingSide, filters, k),
        });
        seen.open += 1;
        seen.dropped += absence!.droppedBy.length > 0 ? 1 : 0;
        seen.unranked += absence!.rank === null ? 1 : 0;
        seen.short += absence!.scoreToReach === null ? 1 : 0;
        seen.reaching += absence!.changes.filter(({ reachesList }) => reachesList).length;
        seen.weak += absence!.changes.filter(({ kind, value }) => kind === 'OFFER' && value === 0.8).length;
      }),
      { numRuns: 60, seed: 11 },
    );
    // The twins agree about something only when all of this was there to be seen.
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(5);
  });

  const common = {
    country: 'AA',
    sectors: ['S00'],
    markets: ['AA'],
    modes: ['engineering'],
    languages: [{ tag: 'en', level: 1 }],
    size: 2,
    blocks: { companies: [], countries: [] },
  } as const;
  const one = madeUpTaxonomy({ capabilities: 4, sectors: 1 });
  const company = (id: string, side: Side, offer: string, ...needs: string[]): CompanyProfile => ({
    ...common,
    id,
    side,
    offers: [{ capability: offer, strength: 1 }],
    needs: needs.map((capability) => ({ capability, priority: 0.6 })),
  });
  const turbines = company('turbines', 'CHINA', 'C00', 'C01', 'C02', 'C03');
  const controls = company('controls', 'DEVELOPED', 'C01', 'C00', 'C02');
  const utility = company('utility', 'DEVELOPING', 'C02', 'C00', 'C01');

  it('proposes what is missing, to each who could change it, as strongly as is enough', () => {
    const french = { ...utility, languages: [{ tag: 'fr', level: 1 }] };
    const directory = compileDirectory([turbines, controls, french], one);

    const { changes } = explainAbsence({ directory, company: 'turbines', expected: ['utility', 'controls'], k: 2 })!;

    // Everything but C03 is covered, and utility speaks with nobody.
    expect(changes.map(({ company, kind, code, value }) => [company, kind, code, value])).toStrictEqual([
      ['controls', 'OFFER', 'C03', 0.8],
      ['utility', 'OFFER', 'C03', 0.8],
      ['utility', 'LANGUAGE', 'en', 0.8],
      ['controls', 'LANGUAGE', 'fr', 0.8],
      ['turbines', 'LANGUAGE', 'fr', 0.8],
    ]);
  });

  it('lets the ids decide whether a change that makes a score equal to the last reaches the list', () => {
    const reaches = (id: string) => {
      const directory = compileDirectory([turbines, controls, { ...controls, id, modes: [] }, utility], one);
      const absence = explainAbsence({ directory, company: 'turbines', expected: ['utility', id], k: 1 })!;
      const { score, reachesList } = absence.changes.find(({ kind }) => kind === 'MODE')!;
      expect(score).toBe(absence.scoreToReach);
      return reachesList;
    };

    expect(reaches('a twin')).toBe(true);
    expect(reaches('the twin')).toBe(false);
  });

  const small = { ...variedShape, blocks: 0 };
  const profiles = seededProfiles(21, small);
  const taxonomy = madeUpTaxonomy(small);
  const directory = compileDirectory(profiles, taxonomy);
  const asking = directory.ids[directory.pools[0][0]!]!;
  const last = rankTriples({ directory, company: asking, k: 500 }).triples.at(-1)!;
  const expected = [last.developing, last.developed] as const;
  const replaced = (id: string, part: Partial<CompanyProfile>) =>
    compileDirectory(
      profiles.map((profile) => (profile.id === id ? { ...profile, ...part } : profile)),
      taxonomy,
    );

  it('tells the last of a list what lifts it into the first ten', () => {
    const absence = explainAbsence({ directory, company: asking, expected, k: 10 })!;

    expect(absence.rank).toBe(last.rank);
    expect(last.rank).toBeGreaterThan(10);
    expect(absence.scoreToReach).toBe(rankTriples({ directory, company: asking, k: 10 }).triples[9]!.score);
    expect(absence.droppedBy).toStrictEqual([]);
    expect(absence.changes).toHaveLength(10);
    for (const { score, reachesList } of absence.changes) {
      expect(score).toBeGreaterThan(absence.score.score);
      expect(reachesList).toBe(score > absence.scoreToReach!);
    }
  });

  it('gives one answer for everything that closes a triple: nobody learns of a block or a never', () => {
    const ask = (of = directory, more: Partial<AbsenceQuestion> = {}) =>
      explainAbsence({ directory: of, company: asking, expected, k: 10, ...more });
    const country = profiles.find(({ id }) => id === asking)!.country;
    expect(ask()).not.toBeNull();

    const closed = [
      ask(directory, { expected: ['nobody', last.developed] }),
      ask(directory, { expected: [last.developed, last.developed] }),
      ask(directory, { expected: [asking, last.developed] }),
      ask(directory, { nevers: [[last.developed, last.developing]] }),
      ask(directory, { nevers: [[last.developed, asking]] }),
      ask(replaced(last.developed, { blocks: { companies: [asking], countries: [] } })),
      ask(replaced(last.developing, { blocks: { companies: [], countries: [country] } })),
      ask(replaced(last.developing, { offers: [] })),
      ask(replaced(last.developing, { side: null })),
    ];
    expect(closed).toStrictEqual(closed.map(() => null));
  });

  it('refuses the faults of a question whether the triple is open or not', () => {
    for (const partners of [expected, ['nobody', 'no one'] as const]) {
      const ask = (more: Partial<AbsenceQuestion>) => () =>
        explainAbsence({ directory, company: asking, expected: partners, k: 10, ...more });
      expect(ask({ k: 0 })).toThrow(new RangeError('k: 0 is not a whole number from 1'));
      expect(ask({ filters: { sectors: ['S99'] } })).toThrow('sectors[0]: "S99" is not a sector of the taxonomy');
      expect(ask({ company: 'nobody' })).toThrow('company: "nobody" is not in the directory');
    }
  });

  it('tells its progress over both steps, never backwards, to the end', () => {
    const shares: number[] = [];
    explainAbsence({
      directory,
      company: asking,
      expected,
      k: 10,
      onProgress: (done, total) => shares.push(done / total),
    });

    expect(shares.length).toBeGreaterThan(3);
    expect(shares).toStrictEqual([...shares].sort((a, b) => a - b));
    expect(shares.at(-1)).toBe(1);
  });
});

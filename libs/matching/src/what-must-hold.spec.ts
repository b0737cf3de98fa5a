import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { madeUpTaxonomy } from '../testing/seeded-directory.js';
import {
  type CompanyProfile,
  type CompanySize,
  compileDirectory,
  type NeverPair,
  scoreTriple,
  type Side,
  sides,
  type TripleScore,
} from './index.js';

type Trio = readonly [CompanyProfile, CompanyProfile, CompanyProfile];

const taxonomy = madeUpTaxonomy({ capabilities: 6, sectors: 5 });
const capabilities = taxonomy.capabilities.map(({ code }) => code);
const countries = taxonomy.countries.map(({ code }) => code);
const places = [...countries, ...taxonomy.regions.map(({ code }) => code), 'any'];

const hundredths = fc.integer({ min: 1, max: 100 }).map((value) => value / 100);
const offers = fc.uniqueArray(fc.record({ capability: fc.constantFrom(...capabilities), strength: hundredths }), {
  selector: ({ capability }) => capability,
  minLength: 1,
});
const needs = fc.uniqueArray(fc.record({ capability: fc.constantFrom(...capabilities), priority: hundredths }), {
  selector: ({ capability }) => capability,
  minLength: 1,
});
const language = fc.record({ tag: fc.constantFrom('en', 'zh', 'zh-Hant', 'fr'), level: hundredths });

function anyCompany(id: string, side: Side): fc.Arbitrary<CompanyProfile> {
  return fc.record({
    id: fc.constant(id),
    side: fc.constant(side),
    country: fc.constantFrom(...countries),
    sectors: fc.uniqueArray(fc.constantFrom(...taxonomy.sectors.map(({ code }) => code)), { maxLength: 3 }),
    offers,
    needs,
    markets: fc.uniqueArray(fc.constantFrom(...places), { maxLength: 3 }),
    modes: fc.uniqueArray(fc.constantFrom(...taxonomy.modes), { maxLength: 2 }),
    languages: fc.array(language, { maxLength: 3 }),
    size: fc.constantFrom<CompanySize | null>(0, 1, 2, 3, 4, null),
    blocks: fc.constant({ companies: [], countries: [] }),
  });
}

const anyTrio: fc.Arbitrary<Trio> = fc.tuple(
  anyCompany('a', 'CHINA'),
  anyCompany('b', 'DEVELOPED'),
  anyCompany('c', 'DEVELOPING'),
);

function score(trio: Trio, others: CompanyProfile[] = [], nevers: NeverPair[] = []): TripleScore {
  const directory = compileDirectory([...trio, ...others], taxonomy);
  return scoreTriple({ directory, companies: [trio[0].id, trio[1].id, trio[2].id], nevers });
}

function holds(property: (trio: Trio) => void): void {
  fc.assert(fc.property(anyTrio, property), { numRuns: 500 });
}

/** Unlike toBeCloseTo: the numbers differ by at most 1e-12. */
function expectClose(actual: number, expected: number): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-12);
}

/** p and v of SCORING, from the pair quantities of a score. */
function values({ pairs, get }: TripleScore) {
  const [cd, cg, dg] = [pairs.chinaDeveloped, pairs.chinaDeveloping, pairs.developedDeveloping];
  const together = [cd, cg, dg].map((pair) => pair.coverageOfFirst + pair.coverageOfSecond);
  return { v12: together[0]!, v13: together[1]!, v23: together[2]!, v123: get.china + get.developed + get.developing };
}

const inOrder = <T>({ china, developed, developing }: { china: T; developed: T; developing: T }) => [
  china,
  developed,
  developing,
];

describe('what must hold', () => {
  it('1. a score is 0 to 100, and 0 when the triple is not open', () => {
    holds((trio) => {
      const open = score(trio);
      expect(open.isOpen).toBe(true);
      expect(open.score).toBeGreaterThanOrEqual(0);
      expect(open.score).toBeLessThanOrEqual(100);
      for (const part of [open.coverage, open.reciprocity, open.fit]) {
        expect(part).toBeGreaterThanOrEqual(0);
        expect(part).toBeLessThanOrEqual(1);
      }

      const [china, developed, developing] = trio;
      const closed: TripleScore[] = [
        score([{ ...china, blocks: { companies: ['c'], countries: [] } }, developed, developing]),
        score([china, { ...developed, blocks: { companies: [], countries: [china.country] } }, developing]),
        score(trio, [], [['c', 'b']]),
        score([china, developed, { ...developing, side: 'CHINA' }]),
        score([china, developed, { ...developing, side: null }]),
        score([china, { ...developed, offers: [] }, developing]),
        score([{ ...china, needs: [] }, developed, developing]),
      ];
      expect(closed.map(({ isOpen, score }) => ({ isOpen, score }))).toStrictEqual(
        closed.map(() => ({ isOpen: false, score: 0 })),
      );
      // Nothing tells one reason from another.
      expect(new Set(closed.map((triple) => JSON.stringify(triple))).size).toBe(1);
    });
  });

  it('2. the score is the same for every order of the three, of the directory and of the lists', () => {
    holds((trio) => {
      const expected = score(trio);
      const reversed = trio.map((company) => ({
        ...company,
        sectors: [...company.sectors].reverse(),
        offers: [...company.offers].reverse(),
        needs: [...company.needs].reverse(),
        markets: [...company.markets].reverse(),
        modes: [...company.modes].reverse(),
        languages: [...company.languages].reverse(),
      }));
      const directory = compileDirectory(reversed.reverse(), taxonomy);
      for (const [i, j, k] of ['abc', 'acb', 'bac', 'bca', 'cab', 'cba']) {
        expect(scoreTriple({ directory, companies: [i!, j!, k!] })).toStrictEqual(expected);
      }
    });
  });

  it('3. more to offer, another language, mode or market never lowers a score or its parts', () => {
    const anyRise = fc.record({ member: fc.constantFrom(0, 1, 2), language, at: fc.nat(), strength: hundredths });
    fc.assert(
      fc.property(anyTrio, anyRise, (trio, { member, language, at, strength }) => {
        const company = trio[member];
        const place = places[at % places.length]!;
        const capability = capabilities[at % capabilities.length]!;
        const others = company.offers.filter((offer) => offer.capability !== capability);
        const present = company.offers.find((offer) => offer.capability === capability)?.strength ?? 0;
        const rises: Partial<CompanyProfile>[] = [
          { offers: [...others, { capability, strength: Math.max(strength, present) }] },
          { languages: [...company.languages, language] },
          { modes: [...new Set([...company.modes, taxonomy.modes[at % taxonomy.modes.length]!])] },
          { markets: [...company.markets, place] },
        ];
        const before = score(trio);
        for (const rise of rises) {
          const after = score(
            trio.map((other) => (other === company ? { ...company, ...rise } : other)) as unknown as Trio,
          );
          for (const part of ['coverage', 'reciprocity', 'fit', 'score'] as const) {
            expect(after[part]).toBeGreaterThanOrEqual(before[part]);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it('4. Reciprocity is 0 exactly when some member gets nothing or gives nothing', () => {
    let zeros = 0;
    holds((trio) => {
      const { get, give, reciprocity } = score(trio);
      const isSomebodyLeftOut = [...inOrder(get), ...inOrder(give)].includes(0);
      expect(reciprocity === 0).toBe(isSomebodyLeftOut);
      zeros += isSomebodyLeftOut ? 1 : 0;
    });
    expect(zeros).toBeGreaterThan(10);
  });

  it('5. the index is 3 to 6, and above 3 exactly when each partner is the better one for some need of a member', () => {
    let above = 0;
    let exactly = 0;
    holds((trio) => {
      const { index } = score(trio);
      const isComplemented = trio.some((company) => {
        const [first, second] = trio.filter((other) => other !== company);
        const lead = company.needs.map(({ capability }) =>
          Math.sign(effective(company, first!, capability) - effective(company, second!, capability)),
        );
        return lead.includes(1) && lead.includes(-1);
      });
      if (index === null) {
        expect(isComplemented).toBe(false);
        return;
      }
      expect(index).toBeGreaterThanOrEqual(3);
      expect(index).toBeLessThanOrEqual(6);
      expect(index > 3).toBe(isComplemented);
      above += index > 3 ? 1 : 0;
      exactly += index === 3 ? 1 : 0;
    });
    expect(Math.min(above, exactly)).toBeGreaterThan(10);
  });

  it('6. the Shapley shares are the mean marginal contributions of the six orders, and add up to the whole', () => {
    holds((trio) => {
      const scored = score(trio);
      const { v12, v13, v23, v123 } = values(scored);
      const shares = inOrder(scored.shares);
      if (v123 === 0) {
        expect(shares).toStrictEqual([0, 0, 0]);
        return;
      }
      expectClose(shares[0]! + shares[1]! + shares[2]!, 1);
      const worth = new Map([
        ['0', 0],
        ['1', 0],
        ['2', 0],
        ['01', v12],
        ['02', v13],
        ['12', v23],
        ['012', v123],
      ]);
      const v = (members: number[]) => worth.get([...members].sort().join('')) ?? 0;
      for (const i of [0, 1, 2]) {
        const [j, k] = [0, 1, 2].filter((other) => other !== i) as [number, number];
        const arrivals = [[], [], [j], [k], [j, k], [k, j]];
        const mean = arrivals.reduce((sum, before) => sum + v([...before, i]) - v(before), 0) / 6;
        expectClose(shares[i]! * v123, mean);
        expect(shares[i]).toBeGreaterThanOrEqual(0);
      }
    });
  });

  it('7. three cover no more than their pairs together, at least half of that, and at least what each pair does', () => {
    holds((trio) => {
      const { v12, v13, v23, v123 } = values(score(trio));
      const slack = 1e-12;
      expect(v123).toBeLessThanOrEqual(v12 + v13 + v23 + slack);
      expect(v12 + v13 + v23).toBeLessThanOrEqual(2 * v123 + slack);
      expect(v123).toBeGreaterThanOrEqual(Math.max(v12, v13, v23) - slack);
    });
  });

  it('8. identical profiles score alike, and unrelated companies change nothing', () => {
    fc.assert(
      fc.property(
        anyTrio,
        fc.constantFrom(...sides).chain((side) => anyCompany('x', side)),
        (trio, unrelated) => {
          const expected = score(trio);
          expect(score(trio, [unrelated])).toStrictEqual(expected);

          const twin = { ...trio[1], id: 'twin' };
          expect(score([trio[0], twin, trio[2]], [trio[1]])).toStrictEqual(expected);
        },
      ),
      { numRuns: 500 },
    );
  });
});

/** e_ij(c) in hundredths × twentieths, straight from SCORING. */
function effective(company: CompanyProfile, partner: CompanyProfile, code: string): number {
  const offer = partner.offers.find(({ capability }) => capability === code);
  if (!offer) return 0;
  const isAgnostic = taxonomy.capabilities.find((capability) => capability.code === code)!.sectorAgnostic;
  const gap = Math.min(
    ...company.sectors.flatMap((own) => partner.sectors.map((other) => Math.abs(Number(own[2]) - Number(other[2])))),
  );
  // Sectors S00, S01, … stand in a row of neighbours.
  const rho = isAgnostic || gap === 0 ? 20 : gap === 1 ? 12 : 3;
  return Math.round(offer.strength * 100) * rho;
}

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { type DirectoryShape, madeUpTaxonomy, seededProfiles, wideShape } from '../testing/seeded-directory.js';
import { SeededRandom } from '../testing/seeded-random.js';
import {
  type CompanyProfile,
  compileDirectory,
  rankThirdPartners,
  rankTriples,
  WarmDirectory,
  whatIsMissing,
} from './index.js';

const shape: DirectoryShape = {
  ...wideShape,
  perSide: 30,
  capabilities: 8,
  sectors: 5,
  needs: [0, 5],
  offers: [0, 5],
  blocks: 0.1,
  twins: 0.2,
};
const taxonomy = madeUpTaxonomy(shape);

/** Profiles that come, go, come back, change their lists and change their sides. */
class ChangingWorld {
  readonly present = new Map<string, CompanyProfile>();
  private readonly random: SeededRandom;

  constructor(seed: number) {
    this.random = new SeededRandom(seed);
    for (const profile of this.draw().slice(0, 12)) this.present.set(profile.id, profile);
  }

  /** Ids are the same in every drawing, everything else is not. */
  private draw(): CompanyProfile[] {
    return seededProfiles(this.random.integer(0, 1_000_000), shape);
  }

  nextChange(): { put: CompanyProfile[]; remove: string[] } {
    const { random, present } = this;
    const remove = random.sample([...present.keys()], random.pick([0, 0, 1, 2, 6]));
    const put = random.sample(this.draw(), random.pick([0, 1, 1, 3, 40]));
    remove.forEach((id) => present.delete(id));
    put.forEach((profile) => present.set(profile.id, profile));
    return { put, remove: [...remove, 'never heard of'] };
  }

  /** Somebody who can ask; null when nobody can. */
  asker(): string | null {
    const able = [...this.present.values()].filter((profile) => whatIsMissing(profile).length === 0);
    return able.length === 0 ? null : this.random.pick(able).id;
  }
}

describe('WarmDirectory', () => {
  it('answers after every change as a directory of the companies that are then there, however far its index is', () => {
    let ranked = 0;
    let remade = 0;
    fc.assert(
      fc.property(fc.integer(), fc.constantFrom(0, 3, Infinity), (seed, rowsBetween) => {
        const world = new ChangingWorld(seed);
        const warm = new WarmDirectory([...world.present.values()], taxonomy);
        for (let step = 0; step < 6; step += 1) {
          warm.index.fillNext(rowsBetween);
          const tableBefore = warm.index.tableFor(0);
          warm.change(world.nextChange());
          remade += warm.index.tableFor(0) === tableBefore ? 0 : 1;

          const company = world.asker();
          if (company === null) continue;
          const fresh = compileDirectory([...world.present.values()], taxonomy);
          const expected = rankTriples({ directory: fresh, company, k: 30 });
          const { directory, index } = warm;
          const { triples, counts } = rankTriples({ directory, index, company, k: 30 });
          expect(triples).toStrictEqual(expected.triples);
          expect(counts.possible).toBe(expected.counts.possible);
          ranked += triples.length;

          const best = triples[0];
          if (!best) continue;
          const pair = [best.china, best.developing] as const;
          expect(rankThirdPartners({ directory, pair, k: 5 }).triples).toStrictEqual(
            rankThirdPartners({ directory: fresh, pair, k: 5 }).triples,
          );
        }
      }),
      { numRuns: 60, seed: 11 },
    );
    expect(ranked).toBeGreaterThan(500);
    // Some changes have found no room in the tables.
    expect(remade).toBeGreaterThan(3);
  });

  it('refuses profiles with faults and stays what it was', () => {
    const profiles = seededProfiles(3, { ...shape, needs: [1, 5], offers: [1, 5] });
    const warm = new WarmDirectory(profiles, taxonomy);
    const ask = () => rankTriples({ directory: warm.directory, company: profiles[0]!.id, k: 30 });
    const before = ask();
    const broken = { ...profiles[1]!, country: 'XX' };

    expect(() => warm.change({ put: [{ ...profiles[2]!, needs: [] }, broken], remove: [profiles[4]!.id] })).toThrow(
      'companies[1].country: "XX" is not a country of the taxonomy',
    );
    expect(ask()).toStrictEqual(before);
    expect(before.triples.length).toBeGreaterThan(3);
  });

  it('has every row filled again by the changes themselves where there is room', () => {
    const profiles = seededProfiles(4, { ...shape, needs: [1, 5], offers: [1, 5] });
    const warm = new WarmDirectory(profiles, taxonomy);
    warm.index.fillNext(Infinity);
    expect(warm.index.isComplete).toBe(true);

    warm.change({ put: [{ ...profiles[0]!, offers: profiles[5]!.offers }], remove: [profiles[7]!.id] });

    expect(warm.index.isComplete).toBe(true);
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ForumTriple } from './forum-ranking.entity.js';
import { SidesWithoutCompany } from './forum-ranking.refusals.js';
import { countFaults, bestOfForum, planShards, refuseMissingSides } from './forum-ranking.rules.js';

const triple = (score: number, china: string, developed = 'd', developing = 'g'): ForumTriple => ({
  rank: 1,
  china,
  developed,
  developing,
  versionIds: { china: `${china}1`, developed: `${developed}1`, developing: `${developing}1` },
  score,
  coverage: 0.5,
  reciprocity: 0.5,
  fit: 0.5,
  index: null,
  shares: { china: 0.5, developed: 0.25, developing: 0.25 },
});
const namesOf = (triples: ForumTriple[]) =>
  triples.map(({ rank, score, china, developed, developing }) => [rank, score, china + developed + developing]);

describe('the shards of a forum', () => {
  it('hold every company once, in order of id, and no more than they may', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.uuid()), fc.integer({ min: 1, max: 7 }), (ids, perShard) => {
        const shards = planShards(ids, perShard);
        expect(shards.flat()).toEqual([...ids].sort());
        expect(shards.every((shard) => shard.length >= 1 && shard.length <= perShard)).toBe(true);
        expect(shards).toHaveLength(Math.ceil(ids.length / perShard));
      }),
    );
  });
});

describe('the best triples of a forum', () => {
  it('are those of all lists, ties told apart by the three ids, ranked anew', () => {
    const lists = [
      [triple(50, 'b'), triple(40, 'b', 'x'), triple(40, 'b', 'd', 'h'), triple(40, 'b')],
      [],
      [triple(50, 'B')],
    ];
    expect(namesOf(bestOfForum(lists, 4))).toEqual([
      [1, 50, 'Bdg'],
      [2, 50, 'bdg'],
      [3, 40, 'bdg'],
      [4, 40, 'bdh'],
    ]);
    expect(namesOf(bestOfForum(lists, 9))).toHaveLength(5);
  });
});

describe('a forum-wide run', () => {
  it('wants a company of each side, and names the sides that lack one', () => {
    expect(refuseMissingSides([{ side: 'DEVELOPED' }])).toEqual(new SidesWithoutCompany(['CHINA', 'DEVELOPING']));
    expect(refuseMissingSides([{ side: 'DEVELOPED' }, { side: 'DEVELOPING' }, { side: 'CHINA' }])).toBeNull();
  });

  it('keeps 1 to 100 triples of each company', () => {
    expect([1, 100].flatMap(countFaults)).toEqual([]);
    const fault = { field: 'count', allowed: 'a whole number from 1 to 100' };
    expect([0, 101, 1.5, NaN].flatMap(countFaults)).toEqual([fault, fault, fault, fault]);
  });
});

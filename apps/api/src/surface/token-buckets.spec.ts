import { describe, expect, it } from '@jest/globals';
import { TokenBuckets } from './token-buckets.js';

const at = (ms: number): Date => new Date(Date.UTC(2027, 0, 1) + ms);

describe('token buckets', () => {
  it('lets a burst through, says when the next may come, and fills up at its rate', () => {
    const buckets = new TokenBuckets({ rate: 2, burst: 3 });
    expect([1, 2, 3, 4].map(() => buckets.take('a', 1, at(0)))).toEqual([0, 0, 0, 500]);
    expect(buckets.take('a', 1, at(250))).toBe(250);
    expect(buckets.take('a', 1, at(500))).toBe(0);
    expect([1, 2, 3, 4].map(() => buckets.take('a', 1, at(60_000)))).toEqual([0, 0, 0, 500]);
  });

  it('keeps keys apart', () => {
    const buckets = new TokenBuckets({ rate: 1, burst: 1 });
    expect(['a', 'a', 'b'].map((key) => buckets.take(key, 1, at(0)))).toEqual([0, 1000, 0]);
  });

  it('takes all or nothing, and what is more than a bucket holds as a full one', () => {
    const buckets = new TokenBuckets({ rate: 1, burst: 4 });
    expect(buckets.take('a', 3, at(0))).toBe(0);
    expect(buckets.take('a', 2, at(0))).toBe(1000);
    expect(buckets.take('a', 1, at(0))).toBe(0);
    expect(buckets.take('a', 1_000, at(0))).toBe(4000);
    expect(buckets.take('a', 1_000, at(4000))).toBe(0);
  });

  it('gives nothing when the clock is set back', () => {
    const buckets = new TokenBuckets({ rate: 1, burst: 1 });
    expect([at(5000), at(0), at(500)].map((now) => buckets.take('a', 1, now))).toEqual([0, 1000, 500]);
  });

  it('forgets full buckets, and never keeps more keys than it may', () => {
    const buckets = new TokenBuckets({ rate: 1, burst: 2 }, 100);
    for (let i = 0; i < 1_000; i++) buckets.take(`key ${i}`, 1, at(0));
    expect(buckets.keyCount).toBe(100);
    for (let i = 0; i < 200; i++) buckets.take('one', 1, at(10_000 + i));
    expect(buckets.keyCount).toBe(1);
  });
});

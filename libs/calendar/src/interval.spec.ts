import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { commonFree, contains, freeIntervals, intersect, merge, overlaps, subtract, type Interval } from './index.js';

const lastMinute = 24;
const minute = (index: number): Date => new Date(Date.UTC(2027, 4, 10, 9, index));
const between = (from: number, to: number): Interval => ({ startsAt: minute(from), endsAt: minute(to) });

// Empty and reversed ones included: an interval without instants must never make a difference.
const anyInterval = (): fc.Arbitrary<Interval> =>
  fc.tuple(fc.nat(lastMinute), fc.nat(lastMinute)).map(([from, to]) => between(from, to));
const anyIntervals = (): fc.Arbitrary<Interval[]> => fc.array(anyInterval(), { maxLength: 6 });

/** The slow twin of everything here: the minutes that lie in one of the intervals, one by one. */
function minutesOf(...intervals: readonly Interval[]): number[] {
  const minutes = Array.from({ length: lastMinute }, (_, index) => index);
  return minutes.filter((index) =>
    intervals.some(({ startsAt, endsAt }) => startsAt <= minute(index) && minute(index) < endsAt),
  );
}

/** In order of time, none empty, no two that overlap or touch. */
function isTidy(intervals: readonly Interval[]): boolean {
  return intervals.every(({ startsAt, endsAt }, index) => {
    const next = intervals[index + 1];
    return startsAt < endsAt && (!next || endsAt < next.startsAt);
  });
}

describe('two intervals', () => {
  it('do not overlap when one ends as the other begins', () => {
    expect(overlaps(between(0, 10), between(10, 20))).toBe(false);
    expect(overlaps(between(0, 10), between(9, 20))).toBe(true);
  });

  it('share their common instants, whichever is named first', () => {
    expect(intersect(between(0, 10), between(5, 20))).toEqual(between(5, 10));
    fc.assert(
      fc.property(anyInterval(), anyInterval(), (one, other) => {
        const shared = intersect(one, other);
        const both = minutesOf(one).filter((index) => minutesOf(other).includes(index));

        expect(minutesOf(...(shared ? [shared] : []))).toEqual(both);
        expect(intersect(other, one)).toEqual(shared);
        expect(overlaps(one, other)).toBe(both.length > 0);
      }),
    );
  });

  it('contain one another when every instant does', () => {
    expect(contains(between(0, 10), between(0, 10))).toBe(true);
    fc.assert(
      fc.property(anyInterval(), anyInterval(), (outer, inner) => {
        const outside = minutesOf(inner).filter((index) => !minutesOf(outer).includes(index));
        expect(contains(outer, inner)).toBe(outside.length === 0);
      }),
    );
  });

  it('hold no instant when a date is invalid', () => {
    const broken = { startsAt: new Date(NaN), endsAt: minute(10) };

    expect(overlaps(broken, between(0, 20))).toBe(false);
    expect(merge([broken])).toEqual([]);
  });
});

describe('lists of intervals', () => {
  it('merge to the fewest that hold the same instants, in any order, once and for all', () => {
    expect(merge([between(5, 8), between(0, 3), between(3, 4), between(6, 9)])).toEqual([between(0, 4), between(5, 9)]);
    fc.assert(
      fc.property(anyIntervals(), (intervals) => {
        const merged = merge(intervals);

        expect(minutesOf(...merged)).toEqual(minutesOf(...intervals));
        expect(isTidy(merged)).toBe(true);
        expect(merge(merged)).toEqual(merged);
        expect(merge([...intervals].reverse())).toEqual(merged);
      }),
    );
  });

  it('leave of an interval what none of them holds', () => {
    expect(subtract(between(0, 10), [between(2, 4), between(9, 12)])).toEqual([between(0, 2), between(4, 9)]);
    fc.assert(
      fc.property(anyInterval(), anyIntervals(), (interval, taken) => {
        const left = subtract(interval, taken);

        expect(minutesOf(...left)).toEqual(minutesOf(interval).filter((index) => !minutesOf(...taken).includes(index)));
        expect(isTidy(left)).toBe(true);
        expect(merge([...left, ...taken.flatMap((busy) => intersect(interval, busy) ?? [])])).toEqual(
          merge([interval]),
        );
      }),
    );
  });

  it('give the free time: available and not busy', () => {
    fc.assert(
      fc.property(anyIntervals(), anyIntervals(), (available, busy) => {
        const free = freeIntervals(available, busy);
        const isBusy = new Set(minutesOf(...busy));

        expect(minutesOf(...free)).toEqual(minutesOf(...available).filter((index) => !isBusy.has(index)));
        expect(isTidy(free)).toBe(true);
      }),
    );
  });

  it('give the time at which everybody is free, and none for nobody', () => {
    expect(commonFree([])).toEqual([]);
    expect(commonFree([[between(0, 10), between(12, 20)], [between(5, 15)], [between(0, 14)]])).toEqual([
      between(5, 10),
      between(12, 14),
    ]);
    fc.assert(
      fc.property(fc.array(anyIntervals(), { minLength: 1, maxLength: 4 }), (everybody) => {
        const common = commonFree(everybody);
        const free = everybody.map((intervals) => new Set(minutesOf(...intervals)));

        expect(minutesOf(...common)).toEqual([...free[0]!].filter((index) => free.every((one) => one.has(index))));
        expect(isTidy(common)).toBe(true);
        expect(commonFree([...everybody].reverse())).toEqual(common);
      }),
    );
  });
});

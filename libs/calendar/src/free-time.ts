import { intersect, merge, subtract, type Interval } from './interval.js';

/** The instants that are available and not busy, in as few intervals as possible, in order of time. */
export function freeIntervals(available: readonly Interval[], busy: readonly Interval[]): Interval[] {
  const taken = merge(busy);
  return merge(available).flatMap((interval) => subtract(interval, taken));
}

/**
 * The instants at which everybody is free, given the free time of each, in as few intervals as possible, in order of
 * time; none when `everybody` is empty. Time O(n log n) for n intervals in all.
 */
export function commonFree(everybody: readonly (readonly Interval[])[]): Interval[] {
  const [first, ...others] = everybody.map(merge);
  return others.reduce(sharedBy, first ?? []);
}

/** Both lists merged and in order of time, and so is the result. */
function sharedBy(one: readonly Interval[], other: readonly Interval[]): Interval[] {
  const shared: Interval[] = [];
  let i = 0;
  let j = 0;
  while (i < one.length && j < other.length) {
    const overlap = intersect(one[i]!, other[j]!);
    if (overlap) shared.push(overlap);
    // The one that ends first cannot meet anything further on in the other list.
    if (one[i]!.endsAt < other[j]!.endsAt) i += 1;
    else j += 1;
  }
  return shared;
}

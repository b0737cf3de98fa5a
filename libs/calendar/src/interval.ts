/**
 * A stretch of time, half-open: `startsAt` belongs to it, `endsAt` does not, so one that ends at noon does not overlap
 * one that begins at noon. When `startsAt` is not before `endsAt` it holds no instant at all.
 */
export interface Interval {
  readonly startsAt: Date;
  readonly endsAt: Date;
}

/** Whether the two share an instant. */
export function overlaps(one: Interval, other: Interval): boolean {
  const startsAt = Math.max(one.startsAt.getTime(), other.startsAt.getTime());
  return startsAt < Math.min(one.endsAt.getTime(), other.endsAt.getTime());
}

/** Whether every instant of `inner` lies in `outer`; an `inner` without instants lies in anything. */
export function contains(outer: Interval, inner: Interval): boolean {
  return isEmpty(inner) || (outer.startsAt <= inner.startsAt && inner.endsAt <= outer.endsAt);
}

/** What the two share, or null. */
export function intersect(one: Interval, other: Interval): Interval | null {
  const shared = {
    startsAt: one.startsAt < other.startsAt ? other.startsAt : one.startsAt,
    endsAt: one.endsAt < other.endsAt ? one.endsAt : other.endsAt,
  };
  return isEmpty(shared) ? null : shared;
}

/** What is left of `interval` without the instants of `taken`, in order of time; time O(n log n). */
export function subtract(interval: Interval, taken: readonly Interval[]): Interval[] {
  const left: Interval[] = [];
  let freeFrom = interval.startsAt;
  for (const busy of merge(taken)) {
    if (busy.endsAt <= freeFrom) continue;
    if (busy.startsAt >= interval.endsAt) break;
    if (busy.startsAt > freeFrom) left.push({ startsAt: freeFrom, endsAt: busy.startsAt });
    freeFrom = busy.endsAt;
  }
  if (freeFrom < interval.endsAt) left.push({ startsAt: freeFrom, endsAt: interval.endsAt });
  return left;
}

/**
 * The same instants in as few intervals as possible, in order of time: none empty, no two that overlap or touch.
 * Time O(n log n). The input is not changed.
 */
export function merge(intervals: readonly Interval[]): Interval[] {
  const inOrder = intervals.filter((interval) => !isEmpty(interval));
  inOrder.sort((one, other) => one.startsAt.getTime() - other.startsAt.getTime());

  const merged: Interval[] = [];
  for (const interval of inOrder) {
    const last = merged.at(-1);
    if (!last || last.endsAt < interval.startsAt) merged.push({ startsAt: interval.startsAt, endsAt: interval.endsAt });
    else if (last.endsAt < interval.endsAt) merged[merged.length - 1] = { ...last, endsAt: interval.endsAt };
  }
  return merged;
}

// Written so that an invalid date, which compares false with everything, makes an empty interval.
function isEmpty(interval: Interval): boolean {
  return !(interval.startsAt < interval.endsAt);
}

import type { IndexedProblem } from '../indexed-problem.js';

/**
 * How many of these slots of one day, given in order of start, can be used at one place without sharing time: taking
 * the earliest end first is exact (interval scheduling). O(slots · log slots).
 */
export function countDisjoint({ start, end }: IndexedProblem, slots: number[]): number {
  let count = 0;
  let busyUntil = -Infinity;
  for (const slot of slots.toSorted((a, b) => end[a]! - end[b]!)) {
    if (start[slot]! < busyUntil) continue;
    count++;
    busyUntil = end[slot]!;
  }
  return count;
}

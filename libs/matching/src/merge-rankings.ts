import { compareTriples, type ScoredMembers } from './triple-order.js';

/**
 * The `k` best triples of a whole forum, out of the exact lists of the `k` best of each of its Chinese companies. By score
 * falling, then by the ids of the Chinese, developed, developing member; each triple once, however many lists it stands in.
 *
 * Exact: a triple has one Chinese member. If it is not in the list of that company, k others of the same company stand before
 * it, in the same order as here, and it is not among the k best of the forum either. So would the lists of all companies of
 * any one side do, and more lists do no harm. Time O(n log n) for n triples.
 *
 * @throws RangeError when `k` is not a positive integer
 */
export function mergeRankings<T extends ScoredMembers>(lists: readonly (readonly T[])[], k: number): T[] {
  if (!Number.isInteger(k) || k < 1) throw new RangeError(`k: ${k} is not a whole number from 1`);
  const inOrder = lists.flat().sort(compareTriples);
  // One triple scores the same in every list, so that its copies stand side by side.
  return inOrder.filter((triple, at) => at === 0 || compareTriples(inOrder[at - 1]!, triple) !== 0).slice(0, k);
}

import { PairSheet } from './pair-sheet.js';
import type { TripleSearch } from './triple-search.js';

/** Considers every pair of candidates, without an index. Time O(A·B) for A and B candidates, memory O(A + B). */
export function walkAllPairs(search: TripleSearch, onProgress?: (done: number, total: number) => void): void {
  const { directory, first, second } = search.space;
  const sheet = new PairSheet(directory, second.pool);
  const total = first.pool.companies.length;
  for (let j = 0; j < total; j += 1) {
    if (first.isCandidate[j] === 1) {
      const { received, supplied } = sheet.fill(first.pool.companies[j]!);
      for (let k = 0; k < received.length; k += 1) {
        if (second.isCandidate[k] === 0) continue;
        search.counts.bounded += 1;
        search.counts.computed += 1;
        search.consider(j, k, received[k]!, supplied[k]!);
      }
    }
    onProgress?.(j + 1, total);
  }
}

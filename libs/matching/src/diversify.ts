import type { TripleMembers } from './triple-score.js';

/**
 * The first `k` triples of a ranking in which no company but the asking one appears more than `maxAppearances` times: each is
 * kept unless a member has appeared as often already, so that a better triple never makes room for a worse one.
 *
 * Fewer than `k` when the ranking ends before. Time O(triples).
 */
export function diversify<T extends TripleMembers>(
  ranking: readonly T[],
  { company, maxAppearances, k }: { company: string; maxAppearances: number; k: number },
): T[] {
  const appearances = new Map<string, number>();
  const kept: T[] = [];
  for (const triple of ranking) {
    if (kept.length === k) break;
    const partners = [triple.china, triple.developed, triple.developing].filter((id) => id !== company);
    if (partners.some((id) => (appearances.get(id) ?? 0) >= maxAppearances)) continue;
    for (const id of partners) appearances.set(id, (appearances.get(id) ?? 0) + 1);
    kept.push(triple);
  }
  return kept;
}

import { scoreMembers } from './score-triple.js';
import type { Directory } from './directory.js';
import type { Members } from './triple-quantities.js';
import type { SearchedTriples } from './triple-search.js';
import type { RankedTriple } from './triple-score.js';
import type { Weights } from './weights.js';

export interface KeptTriple {
  score: number;
  members: Members;
}

/** Whether `a` stands before `b` in a ranking: by score, then by the ids of the Chinese, developed, developing member. */
export function comesBefore(ids: readonly string[], a: KeptTriple, b: KeptTriple): boolean {
  if (a.score !== b.score) return a.score > b.score;
  for (const side of [0, 1, 2]) {
    if (a.members[side] !== b.members[side]) return ids[a.members[side]!]! < ids[b.members[side]!]!;
  }
  return false;
}

/** The best `k` of the triples offered so far. */
export class TopTriples implements SearchedTriples {
  /** A triple that scores less than this is not among the best; one that scores as much may be, by its ids. */
  leastScore = 0;
  private readonly kept: KeptTriple[] = [];

  /** @throws RangeError when `k` is not a positive integer */
  constructor(
    private readonly ids: readonly string[],
    private readonly k: number,
  ) {
    if (!Number.isInteger(k) || k < 1) throw new RangeError(`k: ${k} is not a whole number from 1`);
  }

  /** Time O(k); entries are rare once the list is full. */
  offer(score: number, members: Members): void {
    const triple = { score, members };
    let at = this.kept.length;
    while (at > 0 && comesBefore(this.ids, triple, this.kept[at - 1]!)) at -= 1;
    if (at === this.k) return;
    this.kept.splice(at, 0, triple);
    if (this.kept.length > this.k) this.kept.pop();
    if (this.kept.length === this.k) this.leastScore = this.kept[this.k - 1]!.score;
  }

  /** Best first, with every part of the score. */
  ranked(directory: Directory, weights: Weights): RankedTriple[] {
    const { ids } = directory;
    return this.kept.map(({ members }, index) => ({
      rank: index + 1,
      china: ids[members[0]]!,
      developed: ids[members[1]]!,
      developing: ids[members[2]]!,
      ...scoreMembers(directory, weights, members),
    }));
  }
}

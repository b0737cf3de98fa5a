import type { TripleMembers } from './triple-score.js';

/** Negative when `a` stands before `b` in every list: by score falling, then by the ids of the three in code-unit order. */
export function compareTriples(a: ScoredMembers, b: ScoredMembers): number {
  return (
    b.score - a.score ||
    compareCodeUnits(a.china, b.china) ||
    compareCodeUnits(a.developed, b.developed) ||
    compareCodeUnits(a.developing, b.developing)
  );
}

export interface ScoredMembers extends TripleMembers {
  /** 0 to 100. */
  score: number;
}

/** The order of ids and codes: the same in every place and language. */
export function compareCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** One text for each three companies, whatever their ids contain. */
export function tripleKey({ china, developed, developing }: TripleMembers): string {
  return JSON.stringify([china, developed, developing]);
}

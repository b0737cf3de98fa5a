import type { ClauseSink } from './clause-sink.js';

/**
 * Sorts `literals`: output i holds exactly when at least i + 1 of them do; cut off after `most` outputs.
 * Odd-even merges (Batcher 1968) of any lengths, without padding; O(n·log² most) clauses of at most three literals.
 */
export function addSortingNetwork(sink: ClauseSink, literals: readonly number[], most: number): number[] {
  if (literals.length <= 1) return literals.slice(0, most);
  const half = literals.length >> 1;
  const left = addSortingNetwork(sink, literals.slice(0, half), most);
  const right = addSortingNetwork(sink, literals.slice(half), most);
  return addMerge(sink, left, right, most);
}

/** Merges two sorted lists; what lies past `most` is never looked at. */
function addMerge(sink: ClauseSink, left: readonly number[], right: readonly number[], most: number): number[] {
  if (left.length === 0) return right.slice(0, most);
  if (right.length === 0) return left.slice(0, most);
  if (left.length === 1 && right.length === 1) return addComparator(sink, left[0]!, right[0]!).slice(0, most);
  const evens = addMerge(sink, takeEvery2nd(left, 0), takeEvery2nd(right, 0), (most >> 1) + 1);
  const odds = addMerge(sink, takeEvery2nd(left, 1), takeEvery2nd(right, 1), most >> 1);
  const sorted = [evens[0]!];
  for (let i = 0; sorted.length < most && (i < odds.length || i + 1 < evens.length); i++) {
    if (i < odds.length && i + 1 < evens.length) sorted.push(...addComparator(sink, odds[i]!, evens[i + 1]!));
    else sorted.push(i < odds.length ? odds[i]! : evens[i + 1]!);
  }
  return sorted.slice(0, most);
}

function takeEvery2nd(list: readonly number[], first: 0 | 1): number[] {
  return list.filter((_, index) => index % 2 === first);
}

/** `[a or b, a and b]`, both exact. */
function addComparator(sink: ClauseSink, a: number, b: number): [number, number] {
  const larger = sink.newVariable();
  const smaller = sink.newVariable();
  sink.addClause([-a, larger]);
  sink.addClause([-b, larger]);
  sink.addClause([a, b, -larger]);
  sink.addClause([a, -smaller]);
  sink.addClause([b, -smaller]);
  sink.addClause([-a, -b, smaller]);
  return [larger, smaller];
}

import type { ClauseSink } from './clause-sink.js';

/**
 * Counts `literals` in unary, truncated: output i holds when at least i + 1 of them do, and with `isExact` only then.
 * There are min(n, most) outputs; the tree has O(n·most·log n) clauses. Bailleux and Boufkhad, CP 2003.
 */
export function addTotalizer(sink: ClauseSink, literals: readonly number[], most: number, isExact: boolean): number[] {
  if (most <= 0) return [];
  if (literals.length <= 1) return [...literals];
  const half = literals.length >> 1;
  const left = addTotalizer(sink, literals.slice(0, half), most, isExact);
  const right = addTotalizer(sink, literals.slice(half), most, isExact);
  return addSum(sink, left, right, { most, isExact });
}

/** The unary sum of two unary numbers, cut off at `most`. */
function addSum(
  sink: ClauseSink,
  left: readonly number[],
  right: readonly number[],
  { most, isExact }: { most: number; isExact: boolean },
): number[] {
  const size = Math.min(most, left.length + right.length);
  const sum = Array.from({ length: size }, () => sink.newVariable());
  for (let i = 0; i <= left.length; i++) {
    for (let j = 0; j <= right.length; j++) {
      const least = Math.min(i + j, size);
      if (least > 0 && i + j <= size) {
        const clause = [sum[least - 1]!];
        if (i > 0) clause.push(-left[i - 1]!);
        if (j > 0) clause.push(-right[j - 1]!);
        sink.addClause(clause);
      }
      // Not more than i on the left and not more than j on the right: not more than i + j together.
      if (!isExact || i + j >= size) continue;
      const clause = [-sum[i + j]!];
      if (i < left.length) clause.push(left[i]!);
      if (j < right.length) clause.push(right[j]!);
      sink.addClause(clause);
    }
  }
  return sum;
}

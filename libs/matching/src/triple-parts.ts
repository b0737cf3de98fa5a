import type { ScoreWeights } from './weights.js';

/** Index of the fit of two sides (0 China, 1 developed, 2 developing): 0 for 0–1, 1 for 0–2, 2 for 1–2. */
export function pairOfSides(a: number, b: number): number {
  return a + b - 1;
}

/**
 * The nine numbers a score is made of, each 0 to 1: exact ones, or upper bounds of them.
 *
 * Every function below never falls when a part rises, rounding included, because each step of it is monotone in
 * IEEE 754 arithmetic and the order of the steps is fixed. So the score of bounds is a bound of the score, without slack.
 */
export interface TripleParts {
  /** By side. */
  readonly get: Float64Array;
  /** By side. */
  readonly give: Float64Array;
  /** By `pairOfSides`. */
  readonly fit: Float64Array;
}

export function emptyParts(): TripleParts {
  return { get: new Float64Array(3), give: new Float64Array(3), fit: new Float64Array(3) };
}

export function coverageOf({ get }: TripleParts): number {
  return mean(get);
}

/** 6 / Σ 1/x. Where a part is 0 the sum is infinite and the mean 0: nobody is left out. */
export function reciprocityOf({ get, give }: TripleParts): number {
  return 6 / (1 / get[0]! + 1 / get[1]! + 1 / get[2]! + 1 / give[0]! + 1 / give[1]! + 1 / give[2]!);
}

export function fitOf({ fit }: TripleParts): number {
  return mean(fit);
}

/** 0 to 100. */
export function scoreOf(parts: TripleParts, weights: ScoreWeights): number {
  const sum =
    weights.coverage * coverageOf(parts) + weights.reciprocity * reciprocityOf(parts) + weights.fit * fitOf(parts);
  const score = 100 * sum;
  return score < 100 ? score : 100;
}

function mean(parts: Float64Array): number {
  return (parts[0]! + parts[1]! + parts[2]!) / 3;
}

/** Whether everybody gets and gives something; of upper bounds, whether everybody may. */
export function isReciprocal({ get, give }: TripleParts): boolean {
  return get[0]! > 0 && get[1]! > 0 && get[2]! > 0 && give[0]! > 0 && give[1]! > 0 && give[2]! > 0;
}

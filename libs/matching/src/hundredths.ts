/** A checked value of at most two decimals as the integer that all sums are made of: 0.29 is 29. */
export function toHundredths(value: number): number {
  return Math.round(value * 100);
}

/** The fault of a value that should be a whole hundredth from `least` to 1.00, or null when it is one. */
export function hundredthsFault(place: string, value: number, least: 0 | 0.01): string | null {
  if (typeof value !== 'number' || !(value >= least && value <= 1)) {
    return `${place}: ${show(value)} is outside ${least.toFixed(2)} to 1.00`;
  }
  if (toHundredths(value) / 100 !== value) return `${place}: ${value} has more than two decimals`;
  return null;
}

/** A value as a fault shows it: text in quotes, so that an empty one can be seen. */
export function show(value: unknown): string {
  return typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? String(value));
}

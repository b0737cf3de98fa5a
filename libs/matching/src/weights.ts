import { hundredthsFault, toHundredths } from './hundredths.js';

/** What the parts of a score and of a fit count: one versioned record that an organizer can change per forum. */
export interface Weights {
  /** Stored results name it. */
  version: string;
  /** Whole hundredths from 0 that add up to exactly 1.00. */
  score: ScoreWeights;
  /** Whole hundredths from 0 that add up to exactly 1.00. */
  fit: FitWeights;
}

export interface ScoreWeights {
  coverage: number;
  reciprocity: number;
  fit: number;
}

export interface FitWeights {
  market: number;
  language: number;
  mode: number;
  sector: number;
  size: number;
  agreement: number;
}

export const defaultWeights: Weights = {
  version: 'default-1',
  score: { coverage: 0.4, reciprocity: 0.35, fit: 0.25 },
  fit: { market: 0.35, language: 0.2, mode: 0.15, sector: 0.15, size: 0.1, agreement: 0.05 },
};

export function sameFitWeights(a: FitWeights, b: FitWeights): boolean {
  return (Object.keys(defaultWeights.fit) as (keyof FitWeights)[]).every((part) => a[part] === b[part]);
}

/** Every fault of a weights record, such as `fit: the weights add up to 1.05, not 1.00`; none when it can be used. */
export function checkWeights(weights: Weights): string[] {
  const faults = [
    ...groupFaults('score', weights.score, Object.keys(defaultWeights.score)),
    ...groupFaults('fit', weights.fit, Object.keys(defaultWeights.fit)),
  ];
  if (typeof weights.version !== 'string' || weights.version === '') faults.unshift('version: a name is needed');
  return faults;
}

function groupFaults(group: string, weights: object, names: string[]): string[] {
  const values = new Map<string, number>(Object.entries(weights));
  const faults = [...values.keys()]
    .filter((name) => !names.includes(name))
    .map((name) => `${group}.${name}: not a weight; the weights are ${names.join(', ')}`);
  for (const name of names) {
    const value = values.get(name);
    const fault = value === undefined ? `${group}.${name}: missing` : hundredthsFault(`${group}.${name}`, value, 0);
    if (fault) faults.push(fault);
  }
  if (faults.length > 0) return faults;

  const sum = names.reduce((total, name) => total + toHundredths(values.get(name)!), 0);
  return sum === 100 ? [] : [`${group}: the weights add up to ${(sum / 100).toFixed(2)}, not 1.00`];
}

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

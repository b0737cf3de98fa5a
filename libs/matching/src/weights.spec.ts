import { describe, expect, it } from '@jest/globals';

import { checkWeights, defaultWeights, type Weights } from './index.js';

describe('checkWeights', () => {
  it('finds no fault in the default weights', () => {
    expect(checkWeights(defaultWeights)).toStrictEqual([]);
  });

  it('takes a weight of 0 and sums that doubles would miss', () => {
    const weights: Weights = {
      version: 'autumn',
      score: { coverage: 0.06, reciprocity: 0.57, fit: 0.37 },
      fit: { market: 0.29, language: 0.57, mode: 0.14, sector: 0, size: 0, agreement: 0 },
    };
    expect(0.06 + 0.57 + 0.37).not.toBe(1);
    expect(checkWeights(weights)).toStrictEqual([]);
  });

  it('lists every fault with its value and what is allowed', () => {
    const fit = { market: 1.5, language: -0.1, mode: 0.123, sector: NaN, size: 0.1, colour: 0.2 };
    expect(checkWeights({ ...defaultWeights, version: '', fit: fit as unknown as Weights['fit'] })).toStrictEqual([
      'version: a name is needed',
      'fit.colour: not a weight; the weights are market, language, mode, sector, size, agreement',
      'fit.market: 1.5 is outside 0.00 to 1.00',
      'fit.language: -0.1 is outside 0.00 to 1.00',
      'fit.mode: 0.123 has more than two decimals',
      'fit.sector: NaN is outside 0.00 to 1.00',
      'fit.agreement: missing',
    ]);
  });

  it('refuses a group that does not add up to 1.00', () => {
    const weights = { ...defaultWeights, score: { coverage: 0.4, reciprocity: 0.35, fit: 0.26 } };
    expect(checkWeights(weights)).toStrictEqual(['score: the weights add up to 1.01, not 1.00']);
  });
});

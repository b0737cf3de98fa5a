import { describe, expect, it } from '@jest/globals';
import { defaultWeights } from '#matching';
import { drawSample, previewFaults } from './weights-preview.rules.js';

const ids = Array.from({ length: 40 }, (_, index) => `company-${index}`);

describe('drawSample', () => {
  it('draws the same companies for one seed, in whatever order they come, and others for another', () => {
    const drawn = drawSample(ids, 10, 7);
    expect(new Set(drawn).size).toBe(10);
    expect(drawSample([...ids].reverse(), 10, 7)).toEqual(drawn);
    expect(drawSample(ids, 10, 8)).not.toEqual(drawn);
  });

  it('draws every company about as often', () => {
    const counts = new Map(ids.map((id) => [id, 0]));
    for (let seed = 0; seed < 400; seed++) {
      for (const id of drawSample(ids, 10, seed)) counts.set(id, counts.get(id)! + 1);
    }
    // A quarter of 400 draws is 100, with a standard deviation of 8.7.
    for (const count of counts.values()) expect(Math.abs(count - 100)).toBeLessThan(40);
  });

  it('changes by one company at most when one leaves, and draws all where there are fewer', () => {
    const drawn = drawSample(ids, 10, 7);
    const without = drawSample(
      ids.filter((id) => id !== drawn[3]),
      10,
      7,
    );
    expect(without.filter((id) => !drawn.includes(id))).toHaveLength(1);
    expect(drawSample(ids.slice(0, 3), 10, 7).sort()).toEqual(ids.slice(0, 3).sort());
  });
});

describe('previewFaults', () => {
  const { score, fit } = defaultWeights;
  const settings = { score, fit, sampleSize: 50, count: 20, seed: 1 };

  it('takes weights whose groups add up to 1.00', () => {
    expect(previewFaults(settings)).toEqual([]);
  });

  it('names each group and number at fault', () => {
    const faults = previewFaults({
      score: { ...score, fit: 0.3 },
      fit: { ...fit, size: 0.105 },
      sampleSize: 201,
      count: 0,
      seed: -1,
    });
    expect(faults.map(({ field }) => field)).toEqual(['score', 'fit.size', 'sampleSize', 'count', 'seed']);
  });
});

import { describe, expect, it } from '@jest/globals';
import { seededRandom } from '#scheduling';
import { drawArrivals, type Arrival } from './arrivals.js';

function draw(seed: number, perSecond: number, untilMs: number): Arrival[] {
  const random = seededRandom(seed);
  return [...drawArrivals(() => random.next(), perSecond, untilMs)];
}

describe('open arrivals', () => {
  it('are the same for the same seed, and others for another', () => {
    expect(draw(1, 60, 5_000)).toStrictEqual(draw(1, 60, 5_000));
    expect(draw(1, 60, 5_000)).not.toStrictEqual(draw(2, 60, 5_000));
  });

  it('come in order of time, as many as asked on average, with gaps as of a Poisson process', () => {
    const arrivals = draw(3, 60, 600_000);
    const gaps = arrivals.map(({ atMs }, i) => atMs - (i === 0 ? 0 : arrivals[i - 1]!.atMs));
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
    const variance = gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length;
    expect(Math.min(...gaps)).toBeGreaterThan(0);
    expect(1000 / mean).toBeCloseTo(60, -0.5);
    expect(Math.sqrt(variance) / mean).toBeCloseTo(1, 1);
  });

  it('are 70 % reads, 20 % bookings, 10 % moves and cancellations', () => {
    const arrivals = draw(4, 100, 600_000);
    const share = (...of: string[]) =>
      arrivals.filter(({ operation }) => of.includes(operation)).length / arrivals.length;
    expect(share('agenda', 'directory', 'free-slots', 'notifications')).toBeCloseTo(0.7, 1);
    expect(share('book')).toBeCloseTo(0.2, 1);
    expect(share('move', 'cancel')).toBeCloseTo(0.1, 1);
  });
});

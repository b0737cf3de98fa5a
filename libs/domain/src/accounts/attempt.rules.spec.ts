import { describe, expect, it } from '@jest/globals';
import { TooManyAttempts } from './account.refusals.js';
import { afterSuccess, passwordPolicy, takeAttempt, type Count } from './attempt.rules.js';

const start = new Date('2027-05-01T00:00Z');
const after = (seconds: number): Date => new Date(start.getTime() + seconds * 1000);
const fresh: Count = { failures: 0, heardAgainAt: null, succeededAt: null, touchedAt: start };

/** Fails whenever it is heard, asking every second; the seconds at which it was heard. */
function guess(seconds: number, here: Count): number[] {
  let counts = { here, anywhere: fresh };
  const heard: number[] = [];
  for (let second = 0; second < seconds; second++) {
    const taken = takeAttempt(counts, passwordPolicy, after(second));
    if (taken instanceof TooManyAttempts) continue;
    heard.push(second);
    counts = taken;
  }
  return heard;
}

describe('attempts', () => {
  it('wait twice as long each time, from the fifth wrong one on', () => {
    expect(guess(40, fresh)).toEqual([0, 1, 2, 3, 4, 5, 7, 11, 19, 35]);
  });

  it('wait a quarter of an hour at most, and half a minute from an address that was right before', () => {
    const day = 86_400;
    expect(guess(day, fresh).length).toBeLessThan(5 + 10 + 96);
    const known = guess(3_600, { ...fresh, succeededAt: start });
    expect(known.at(-1)! - known.at(-2)!).toBe(30);
  });

  it('say how many seconds are left', () => {
    const here: Count = { ...fresh, failures: 9, heardAgainAt: after(16), touchedAt: start };
    expect(takeAttempt({ here, anywhere: fresh }, passwordPolicy, after(0.5))).toEqual(new TooManyAttempts(16));
  });

  it('are bounded over all addresses together, but not where it was right before', () => {
    const anywhere: Count = { ...fresh, failures: 60, heardAgainAt: after(60), touchedAt: start };
    expect(takeAttempt({ here: fresh, anywhere }, passwordPolicy, start)).toEqual(new TooManyAttempts(60));

    const known: Count = { ...fresh, succeededAt: new Date('2027-04-01T00:00Z') };
    expect(takeAttempt({ here: known, anywhere }, passwordPolicy, start)).not.toBeInstanceOf(TooManyAttempts);
    const longAgo: Count = { ...fresh, succeededAt: new Date('2027-01-01T00:00Z') };
    expect(takeAttempt({ here: longAgo, anywhere }, passwordPolicy, start)).toBeInstanceOf(TooManyAttempts);
  });

  it('are forgotten a day after the last wrong one, and here when one is right', () => {
    const here: Count = { ...fresh, failures: 9, heardAgainAt: after(16), touchedAt: start };
    const nextDay = takeAttempt({ here, anywhere: fresh }, passwordPolicy, after(86_400)) as { here: Count };
    expect(nextDay.here.failures).toBe(1);

    const others: Count = { ...fresh, failures: 60, heardAgainAt: after(60) };
    expect(afterSuccess({ here, anywhere: others }, after(20))).toEqual({
      here: { failures: 0, heardAgainAt: null, succeededAt: after(20), touchedAt: after(20) },
      anywhere: { ...others, failures: 59 },
    });
  });
});

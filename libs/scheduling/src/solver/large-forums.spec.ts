import { describe, expect, it } from '@jest/globals';
import { firstFit } from '../../test/first-fit.js';
import { drawLargeProblem } from '../../test/scale-problem.js';
import { checkSchedule, solve } from '../index.js';

describe('solve, on forums of several days', () => {
  it.each(['uniform', 'skewed', 'buyers-suppliers', 'half-day'] as const)(
    'comes close to the most weight and leaves next to no breaks in a %s one',
    (family) => {
      const problem = drawLargeProblem(family, { participants: 100, slots: 24, meetings: 800 }, 1);
      const result = solve(problem, { seed: 1, maxSteps: 40_000 });
      expect(checkSchedule(problem, result)).toEqual([]);
      const { breaks, weight, maxWeight } = result.evidence;
      process.stdout.write(`${family}: weight ${weight} of at most ${maxWeight}, breaks ${breaks}\n`);
      expect(weight).toBeGreaterThanOrEqual(0.996 * maxWeight);
      expect(breaks).toBeLessThanOrEqual(0.02 * firstFit(problem).breaks);
    },
  );
});

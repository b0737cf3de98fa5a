import { checkSchedule, solve, type Evidence, type PublishedSchedule, type SchedulingProblem } from '#scheduling';
import type { ProblemAnswer } from './problem-answer.js';
import { readArguments } from './read-arguments.js';
import { readProblem } from './read-problem.js';
import { readPlacements } from './read-result.js';

export const problemUsage =
  '--problem FILE.json --time-limit SECONDS [--steps N] [--seed N] [--previous FILE.json [--max-moves K] [--allow-unplace]]';

const mostSeconds = 86_400;

/**
 * Solves the problem of a file until the time or the steps are used up, and has the checker judge the result.
 *
 * @param startedAt in milliseconds of `performance.now()`; the time limit counts from there
 * @throws InputFaults for faulty arguments and files
 */
export function solveProblem(given: readonly string[], startedAt: number): ProblemAnswer {
  const values = readArguments(
    given,
    [
      { name: 'problem', isRequired: true },
      { name: 'time-limit', isRequired: true, range: [1, mostSeconds] },
      { name: 'steps', range: [0, Number.MAX_SAFE_INTEGER] },
      { name: 'seed', range: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER] },
      { name: 'previous' },
      { name: 'max-moves', belongsTo: 'previous', range: [0, Number.MAX_SAFE_INTEGER] },
      { name: 'allow-unplace', belongsTo: 'previous', isFlag: true },
    ],
    problemUsage,
  );
  const numberOf = (name: string): number | undefined => (values.has(name) ? Number(values.get(name)) : undefined);
  const problem = readProblem(values.get('problem')!);
  const previousFile = values.get('previous');
  const previous = previousFile === undefined ? null : readPlacements('--previous', previousFile);
  const maxMoves = numberOf('max-moves') ?? null;
  const allowUnplace = values.has('allow-unplace');
  const kept: PublishedSchedule =
    previous === null ? {} : { previous, ...(maxMoves === null ? {} : { maxMoves }), allowUnplace };
  const searchMs = 1000 * (numberOf('time-limit')! - secondsToEnd(problem, numberOf('time-limit')!));
  const result = solve(problem, {
    ...kept,
    seed: numberOf('seed') ?? 1,
    maxSteps: numberOf('steps') ?? Number.MAX_SAFE_INTEGER,
    timeUsed: () => (performance.now() - startedAt) / searchMs,
  });
  const violations = checkSchedule(problem, result, kept);
  if (violations.length > 0) {
    throw new Error(`The checker refuses the schedule: ${violations.map(({ message }) => message).join(' ')}`);
  }
  const cause = explainFairness(result.evidence);
  return {
    status: result.evidence.endedBy === 'proven-best' ? 'OPTIMAL' : 'FEASIBLE',
    seconds: (performance.now() - startedAt) / 1000,
    ...(cause === null ? {} : { cause }),
    published: previous === null ? null : { previous, maxMoves, allowUnplace },
    ...result,
  };
}

/** What bounds, causes and the check take after the search, as measured; at most 40 % of the time. */
function secondsToEnd({ meetings, slots }: SchedulingProblem, seconds: number): number {
  return Math.min(0.4 * seconds, 0.1 + 2.5e-6 * meetings.length * slots.length);
}

function explainFairness({ fairness, weight }: Evidence): string | null {
  if (fairness === null || fairness.reached <= fairness.asked) return null;
  const { asked, reached, isProven } = fairness;
  return isProven
    ? `No schedule of weight ${weight} keeps the breaks of any two participants within ${asked}; the smallest difference is ${reached}.`
    : `No schedule of weight ${weight} was found that keeps the breaks of any two participants within ${asked}; the smallest difference found is ${reached}.`;
}

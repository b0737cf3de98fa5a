import { checkPlacements, checkSchedule, type PublishedSchedule, type Violation } from '#scheduling';
import { readArguments } from './read-arguments.js';
import { readProblem } from './read-problem.js';
import { readSchedule, type GivenSchedule } from './read-result.js';

export const checkUsage = '--problem FILE.json --schedule FILE.json';

/**
 * Everything that is wrong with the schedule of a file: its rules, and its evidence with every certificate where it has
 * some. What was published stands in the schedule of a re-solve itself.
 *
 * @throws InputFaults for faulty arguments and files
 */
export function checkGivenSchedule(given: readonly string[]): Violation[] {
  const values = readArguments(
    given,
    [
      { name: 'problem', isRequired: true },
      { name: 'schedule', isRequired: true },
    ],
    checkUsage,
  );
  const problem = readProblem(values.get('problem')!);
  const { placements, evidence, unplaced, published } = readSchedule('--schedule', values.get('schedule')!);
  if (!evidence || !unplaced) return checkPlacements(problem, placements);
  return checkSchedule(problem, { placements, evidence, unplaced }, published ? keptOf(published) : {});
}

function keptOf({ previous, maxMoves, allowUnplace }: NonNullable<GivenSchedule['published']>): PublishedSchedule {
  return { previous, ...(maxMoves === null ? {} : { maxMoves }), ...(allowUnplace ? { allowUnplace } : {}) };
}

import { boundBreaks } from '../bounds/break-bound.js';
import { boundMeetings } from '../bounds/meeting-bound.js';
import { checkProblem } from '../check-problem.js';
import { countChangedTables } from '../count-changed-tables.js';
import { explainUnplaced } from '../explain-unplaced.js';
import { indexProblem } from '../index-problem.js';
import type { SchedulingProblem } from '../problem.js';
import { seededRandom } from '../random.js';
import type { Evidence, ScheduleResult, SolveOptions } from '../result.js';
import { indexPlacements, Timetable } from '../timetable.js';
import { improveBreaks } from './improve.js';
import { insertUnplaced } from './insert.js';
import { Search } from './search.js';
import { settleTables } from './settle-tables.js';
import { keepPublished, placeGreedily } from './start.js';

/** Of the steps left, the part that looks for a place for the unplaced before breaks are looked at. */
const insertingShare = 0.4;

/**
 * A schedule with no violated hard constraint, and the evidence of how good it is.
 *
 * A first solve places the most weight, then makes the fewest breaks. A re-solve (`previous`) keeps the published
 * meetings that can stay, places the most weight, then moves the fewest, at most `maxMoves`, then makes the fewest
 * breaks. Greedy start, ejection for the unplaced, annealed Kempe moves for the breaks; bounds from maximum flow and
 * one dynamic programme per participant. Not exact: the evidence tells the gap.
 *
 * The same problem, options and seed give the same result when `maxSteps` ends the search; when `shouldStop()`
 * watches a clock, the machine has a say too.
 *
 * @throws RangeError with every fault of the problem (`checkProblem`) or of the options
 */
export function solve(problem: SchedulingProblem, options: SolveOptions): ScheduleResult {
  const faults = [...checkProblem(problem), ...checkOptions(options)];
  if (faults.length > 0) throw new RangeError(`This cannot be scheduled.\n${faults.join('\n')}`);

  const indexed = indexProblem(problem);
  const timetable = new Timetable(indexed, indexPlacements(indexed, options.previous ?? []));
  const { maxWeight, maxMeetings } = boundMeetings(indexed, timetable.tables);
  const displaced = keepPublished(timetable);
  placeGreedily(timetable);

  const maxMoved = displaced + (options.maxMoves ?? Infinity);
  const maxMissing = options.allowUnplace ? Infinity : displaced;
  const search = new Search(timetable, seededRandom(options.seed), maxWeight, maxMoved, maxMissing, options);
  let minBreaks = boundBreaks(timetable);
  const isAtBounds = (): boolean => search.best.breaks === minBreaks && search.best.moved === 0;
  const isProven = (): boolean => search.best.weight === maxWeight && isAtBounds();
  let isExhausted = false;
  while (search.stepsLeft > 0 && !isProven() && !isExhausted) {
    const { steps } = search;
    insertUnplaced(search, Math.ceil(search.stepsLeft * insertingShare));
    minBreaks = boundBreaks(timetable);
    improveBreaks(search, search.stepsLeft, isAtBounds);
    isExhausted = search.steps === steps;
  }
  settleTables(timetable);
  // A settled table may be just the one that an unplaced meeting was waiting for.
  placeGreedily(timetable);
  search.keepIfBest();
  minBreaks = boundBreaks(timetable);
  search.report();

  const placements = timetable.placements();
  const evidence: Evidence = {
    weight: timetable.weight,
    maxWeight,
    meetings: placements.length,
    maxMeetings,
    breaks: timetable.breaks,
    minBreaks,
    minBreaksScope: 'placed',
    moved: timetable.moved,
    tablesChanged: countChangedTables(timetable),
    displaced,
    endedBy: isProven() ? 'proven-best' : search.isStopped ? 'stopped' : isExhausted ? 'exhausted' : 'max-steps',
    seed: options.seed,
    steps: search.steps,
  };
  return { placements, evidence, unplaced: explainUnplaced(timetable) };
}

function checkOptions({ seed, maxSteps, maxMoves = 0 }: SolveOptions): string[] {
  const faults: string[] = [];
  if (!Number.isSafeInteger(seed)) faults.push(`seed: ${seed} is not a whole number`);
  if (!Number.isSafeInteger(maxSteps) || maxSteps < 0)
    faults.push(`maxSteps: ${maxSteps} is not a whole number from 0`);
  if (!Number.isSafeInteger(maxMoves) || maxMoves < 0)
    faults.push(`maxMoves: ${maxMoves} is not a whole number from 0`);
  return faults;
}

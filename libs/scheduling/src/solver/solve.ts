import { boundBreaks } from '../bounds/break-bound.js';
import { boundMeetings } from '../bounds/meeting-bound.js';
import { checkProblem } from '../check-problem.js';
import { buildEvidence, isProvenBest, type Bounds } from '../build-evidence.js';
import { explainUnplaced } from '../explain-unplaced.js';
import { indexProblem } from '../index-problem.js';
import type { SchedulingProblem } from '../problem.js';
import { seededRandom } from '../random.js';
import type { ScheduleResult, SolveOptions } from '../result.js';
import { indexPlacements } from '../indexed-placements.js';
import { Timetable } from '../timetable.js';
import { improveBreaks } from './improve.js';
import { insertUnplaced } from './insert.js';
import { augmentSlots } from './augment-slots.js';
import { makeRoom } from './make-room.js';
import { Search } from './search.js';
import { settleTables } from './settle-tables.js';
import { keepPublished, placeGreedily } from './start.js';
import { tryEverything } from './try-everything.js';

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
  const displaced = keepPublished(timetable);
  const meetings = boundMeetings(indexed, timetable.tables);

  const maxMoved = displaced + (options.maxMoves ?? Infinity);
  const maxMissing = options.allowUnplace ? Infinity : displaced;
  const search = new Search(timetable, seededRandom(options.seed), meetings.maxWeight, maxMoved, maxMissing, options);
  search.look();
  const { shareUsed } = search;
  const shareAfter = (part: number): number => shareUsed + (1 - shareUsed) * part * insertingShare;
  makeRoom(search, meetings.worthBeyondPrices, shareAfter(1 / 2));
  augmentSlots(search, meetings.worthBeyondPrices, shareAfter(5 / 4));
  const bounds: Bounds = { meetings, breaks: boundBreaks(timetable, 1), isSearched: false };
  search.minBreaks = bounds.breaks.minBreaks;
  const isAtBounds = (): boolean =>
    search.best.breaks === bounds.breaks.minBreaks && search.best.moved === 0 && search.best.unfairness === 0;
  // Here the timetable is at the best schedule.
  const isProven = (): boolean => isProvenBest(timetable, bounds);
  const boundAgain = (rounds?: number): void => {
    bounds.breaks = boundBreaks(timetable, rounds);
    search.minBreaks = bounds.breaks.minBreaks;
  };
  let isExhausted = false;
  const firstSteps = search.steps;
  let shareForBreaks = 0;
  while (search.stepsLeft > 0 && !isProven() && !isExhausted) {
    const { steps } = search;
    search.look();
    // When no break is left to lower, what is left of the search goes to the weight again, part by part. More weight
    // comes with new breaks: it is looked for as long as there is time left to take them away again.
    const isFirst = steps === firstSteps;
    const part = search.shareUsed + (1 - search.shareUsed) * insertingShare;
    const until = isFirst ? shareAfter(1) : Math.min(part, 1 - 1.5 * shareForBreaks);
    isExhausted = !isFirst && search.shareUsed >= until;
    if (isExhausted) break;
    if (!isFirst) augmentSlots(search, meetings.worthBeyondPrices, until);
    insertUnplaced(search, meetings.worthBeyondPrices, Math.ceil(search.stepsLeft * insertingShare), until);
    // Prices are looked for at the end: they are worth it where the search falls short of the bound without.
    boundAgain(1);
    search.report();
    const beforeBreaks = search.shareUsed;
    improveBreaks(search, search.stepsLeft, isAtBounds);
    search.look();
    shareForBreaks = search.shareUsed - beforeBreaks;
    isExhausted = search.steps === steps;
  }
  if (!isProven() && !search.isStopped) bounds.isSearched = tryEverything(search);
  settleTables(timetable);
  // A settled table may be just the one that an unplaced meeting was waiting for.
  placeGreedily(timetable);
  search.keepIfBest();
  boundAgain();

  const isBest = isProvenBest(timetable, bounds);
  const evidence = buildEvidence(timetable, bounds, {
    displaced,
    endedBy: isBest ? 'proven-best' : search.isStopped ? 'stopped' : isExhausted ? 'exhausted' : 'max-steps',
    seed: options.seed,
    steps: search.steps,
  });
  search.maxWeight = evidence.maxWeight;
  search.minBreaks = evidence.minBreaks;
  search.report();
  return { placements: timetable.placements(), evidence, unplaced: explainUnplaced(timetable) };
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

import type { SchedulingProblem } from '../problem.js';
import type { PublishedSchedule, ScheduleResult } from '../result.js';
import { checkSittings } from './check-sittings.js';
import { checkTogether } from './check-together.js';
import type { Sitting } from './sitting.js';
import { readSittings } from './sitting.js';
import type { Violation } from './violation.js';

/** Whether published meetings stayed as far as the options ask: `displaced` ones may move, others up to `maxMoves`. */
export function checkPublished(
  problem: SchedulingProblem,
  { evidence }: ScheduleResult,
  sittings: Sitting[],
  { previous = [], maxMoves = Infinity, allowUnplace = false }: PublishedSchedule,
): Violation[] {
  const violations: Violation[] = [];
  const ids = new Set(problem.meetings.map((meeting) => meeting.id));
  const known = previous.filter((placement) => ids.has(placement.meeting));
  const slotNow = new Map(sittings.map(({ meeting, slot }) => [meeting.id, slot.id]));
  const moved = known.filter((placement) => slotNow.get(placement.meeting) !== placement.slot);
  const unplaced = known.filter((placement) => !slotNow.has(placement.meeting));

  const faulty = findFaulty(problem, known);
  if (evidence.displaced > faulty.size) {
    const message = `${evidence.displaced} are said to be displaced; ${faulty.size} published meetings are in difficulty.`;
    violations.push({ rule: 'evidence', message, meetings: [...faulty] });
  }
  if (moved.length > maxMoves + evidence.displaced) {
    const message = `${moved.length} published meetings moved; allowed are ${maxMoves} and ${evidence.displaced} displaced.`;
    violations.push({ rule: 'published-moves', message, meetings: moved.map((placement) => placement.meeting) });
  }
  if (!allowUnplace && unplaced.length > evidence.displaced) {
    const message = `${unplaced.length} published meetings are unplaced; ${evidence.displaced} are displaced.`;
    violations.push({ rule: 'published-unplaced', message, meetings: unplaced.map((placement) => placement.meeting) });
  }
  return violations;
}

/** The published meetings that today's problem does not allow where they are, alone or together. */
function findFaulty(problem: SchedulingProblem, previous: ScheduleResult['placements']): Set<string> {
  const { sittings, violations } = readSittings(problem, previous);
  const faults = [...violations, ...checkSittings(problem, sittings, previous), ...checkTogether(problem, sittings)];
  return new Set(faults.flatMap((fault) => fault.meetings));
}

import type { SchedulingProblem } from '../problem.js';
import type { PublishedSchedule, ScheduleResult } from '../result.js';
import { checkEvidence } from './check-evidence.js';
import { checkPublished } from './check-published.js';
import { checkSittings } from './check-sittings.js';
import { checkTogether } from './check-together.js';
import { readSittings } from './sitting.js';
import type { Violation } from './violation.js';

/**
 * Everything that is wrong with a result: violated hard constraints, published meetings that moved against the
 * options, evidence that differs from a recount or contradicts its bounds, a list of unplaced that does not match.
 *
 * Shares no code with the solver and takes the simplest way to every number, so that one mistake cannot hide in both.
 * The problem must be without faults (`checkProblem`). Cost O(placements + meetings · slots + participants · slots² · meetings).
 */
export function checkSchedule(
  problem: SchedulingProblem,
  result: ScheduleResult,
  published: PublishedSchedule = {},
): Violation[] {
  const previous = published.previous ?? [];
  const { sittings, violations } = readSittings(problem, result.placements);
  return [
    ...violations,
    ...checkSittings(problem, sittings, previous),
    ...checkTogether(problem, sittings),
    ...checkPublished(problem, result, sittings, published),
    ...checkUnplaced(problem, result),
    ...checkEvidence(problem, result.evidence, sittings, previous),
  ];
}

function checkUnplaced(problem: SchedulingProblem, { placements, unplaced }: ScheduleResult): Violation[] {
  const placed = new Set(placements.map((placement) => placement.meeting));
  const missing = problem.meetings.filter((meeting) => !placed.has(meeting.id)).map((meeting) => meeting.id);
  const listed = unplaced.map((cause) => cause.meeting);
  const violations: Violation[] = [];
  const complain = (message: string, meetings: string[]): void => {
    violations.push({ rule: 'unplaced-list', message, meetings });
  };
  if (missing.join('\n') !== listed.join('\n')) {
    complain(`Unplaced are ${missing.join(', ') || 'none'}; the result lists ${listed.join(', ') || 'none'}.`, missing);
  }
  for (const { meeting, perSlot } of unplaced) {
    for (const { slot, obstacles } of perSlot) {
      if (obstacles.length === 0)
        complain(`Nothing keeps ${meeting} out of slot ${slot}, yet it is unplaced.`, [meeting]);
    }
  }
  return violations;
}

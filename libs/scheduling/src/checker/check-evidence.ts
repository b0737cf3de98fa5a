import type { Placement, SchedulingProblem } from '../problem.js';
import type { Evidence } from '../result.js';
import { countBreaks } from './count-breaks.js';
import type { Sitting } from './sitting.js';
import type { Violation } from './violation.js';

/** Compares each number of the evidence with a recount, and each bound with what it bounds. */
export function checkEvidence(
  problem: SchedulingProblem,
  evidence: Evidence,
  sittings: Sitting[],
  previous: Placement[],
): Violation[] {
  const violations: Violation[] = [];
  const expect = (holds: boolean, message: string): void => {
    if (!holds) violations.push({ rule: 'evidence', message, meetings: [] });
  };
  const recount = recountEvidence(problem, sittings, previous);
  for (const [name, value] of Object.entries(recount)) {
    const stated = evidence[name as keyof typeof recount];
    expect(stated === value, `${name} is ${value}, the evidence says ${stated}.`);
  }
  const { weight, maxWeight, meetings, maxMeetings, breaks, minBreaks, displaced } = evidence;
  const wanted = problem.meetings.reduce((sum, meeting) => sum + meeting.weight, 0);
  expect(recount.weight <= maxWeight, `The weight ${recount.weight} is above its bound ${maxWeight}.`);
  expect(recount.meetings <= maxMeetings, `${recount.meetings} meetings are more than their bound ${maxMeetings}.`);
  expect(minBreaks <= recount.breaks, `${recount.breaks} breaks are fewer than their bound ${minBreaks}.`);
  expect(maxWeight <= wanted, `The bound ${maxWeight} is above all that is wanted, ${wanted}.`);
  expect(
    maxMeetings <= problem.meetings.length,
    `The bound ${maxMeetings} is above ${problem.meetings.length} meetings.`,
  );
  for (const [name, value] of Object.entries({
    weight,
    maxWeight,
    meetings,
    maxMeetings,
    breaks,
    minBreaks,
    displaced,
  })) {
    expect(Number.isSafeInteger(value) && value >= 0, `${name} is ${value}, not a whole number from 0.`);
  }
  const isAtBounds = recount.weight === maxWeight && recount.breaks === minBreaks && recount.moved === 0;
  expect(
    isAtBounds || evidence.endedBy !== 'proven-best',
    `The schedule is called proven best; it has weight ${recount.weight} of ${maxWeight}, ` +
      `${recount.breaks} breaks of at least ${minBreaks}, ${recount.moved} moved.`,
  );
  return violations;
}

function recountEvidence(
  problem: SchedulingProblem,
  sittings: Sitting[],
  previous: Placement[],
): Pick<Evidence, 'weight' | 'meetings' | 'breaks' | 'moved' | 'tablesChanged'> {
  const before = previous.filter((placement) => problem.meetings.some((meeting) => meeting.id === placement.meeting));
  const now = new Map(sittings.map((sitting) => [sitting.meeting.id, sitting]));
  const hasStayed = (placement: Placement): boolean => now.get(placement.meeting)?.slot.id === placement.slot;
  const stayed = before.filter(hasStayed);
  return {
    weight: sittings.reduce((sum, sitting) => sum + sitting.meeting.weight, 0),
    meetings: sittings.length,
    breaks: countBreaks(problem, sittings),
    moved: before.length - stayed.length,
    tablesChanged: stayed.filter((placement) => now.get(placement.meeting)!.table.id !== placement.table).length,
  };
}

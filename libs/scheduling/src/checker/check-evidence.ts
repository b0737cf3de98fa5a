import type { Placement, SchedulingProblem } from '../problem.js';
import type { Evidence } from '../result.js';
import { checkCertificates } from './check-certificates.js';
import { countBreaksByParticipant } from './count-breaks.js';
import type { Sitting } from './sitting.js';
import { Usability } from './usability.js';
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
  const breaksOf = countBreaksByParticipant(problem, sittings);
  const recount = recountEvidence(problem, sittings, previous, breaksOf);
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
  const usability = new Usability(problem);
  const { fairness, proof, endedBy } = evidence;
  const isSearched = proof.weight === 'solver' && proof.breaks === 'solver';
  // The bound for breaks holds for these meetings; others of the same weight might have fewer.
  const hasNoOther = proof.breaks === 'solver' || recount.breaks === 0 || sittings.length === usability.possible.length;
  const isAtBounds =
    hasNoOther && recount.weight === maxWeight && recount.breaks === minBreaks && (recount.moved === 0 || isSearched);
  const isProvenFair = fairness === null || fairness.isProven;
  expect(
    (isAtBounds && isProvenFair) || endedBy !== 'proven-best',
    `The schedule is called proven best; it has weight ${recount.weight} of ${maxWeight}, ` +
      `${recount.breaks} breaks of at least ${minBreaks}, ${recount.moved} moved` +
      `${isProvenFair ? '.' : ', and its fairness is not proven.'}`,
  );
  violations.push(...checkFairness(problem, evidence, [...breaksOf.values()]));
  violations.push(...checkCertificates(usability, evidence, sittings));
  return violations;
}

/** Whether the evidence says how far breaks differ at most, as often as the problem asks. */
function checkFairness(problem: SchedulingProblem, { fairness }: Evidence, breaks: number[]): Violation[] {
  const asked = problem.fairness ?? null;
  const reached = breaks.length === 0 ? 0 : greatest(breaks) - least(breaks);
  const stated = fairness === null ? null : fairness.asked;
  const isRight = stated === asked && (fairness === null || fairness.reached === reached);
  if (isRight) return [];
  const said = fairness ? `${fairness.reached} and asked are ${fairness.asked}` : 'nothing';
  const message = `The breaks of two participants differ by up to ${reached}, asked are ${asked ?? 'none'}; the evidence says ${said}.`;
  return [{ rule: 'fairness', message, meetings: [] }];
}

function greatest(numbers: number[]): number {
  return numbers.reduce((most, number) => Math.max(most, number), -Infinity);
}

function least(numbers: number[]): number {
  return numbers.reduce((fewest, number) => Math.min(fewest, number), Infinity);
}

function recountEvidence(
  problem: SchedulingProblem,
  sittings: Sitting[],
  previous: Placement[],
  breaksOf: Map<string, number>,
): Pick<Evidence, 'weight' | 'meetings' | 'breaks' | 'moved' | 'tablesChanged'> {
  const ids = new Set(problem.meetings.map((meeting) => meeting.id));
  const before = previous.filter((placement) => ids.has(placement.meeting));
  const now = new Map(sittings.map((sitting) => [sitting.meeting.id, sitting]));
  const hasStayed = (placement: Placement): boolean => now.get(placement.meeting)?.slot.id === placement.slot;
  const stayed = before.filter(hasStayed);
  return {
    weight: sittings.reduce((sum, sitting) => sum + sitting.meeting.weight, 0),
    meetings: sittings.length,
    breaks: [...breaksOf.values()].reduce((sum, breaks) => sum + breaks, 0),
    moved: before.length - stayed.length,
    tablesChanged: stayed.filter((placement) => now.get(placement.meeting)!.table.id !== placement.table).length,
  };
}

import type { MeetingPrices } from '../certificate.js';
import type { SchedulingProblem } from '../problem.js';
import type { Evidence } from '../result.js';
import { evaluateBreakPrices } from './evaluate-break-prices.js';
import { evaluateMeetingPrices } from './evaluate-meeting-prices.js';
import type { Sitting } from './sitting.js';
import { Usability } from './usability.js';
import type { Violation } from './violation.js';

/** Evaluates every certificate anew and holds the stated bounds against what they prove. */
export function checkCertificates(problem: SchedulingProblem, evidence: Evidence, sittings: Sitting[]): Violation[] {
  const violations: Violation[] = [];
  const expect = (holds: boolean, message: string): void => {
    if (!holds) violations.push({ rule: 'certificate', message, meetings: [] });
  };
  const { certificates, proof, maxWeight, maxMeetings, minBreaks, minBreaksScope } = evidence;
  const usability = new Usability(problem);
  const weights = new Set(usability.possible.map((meeting) => meeting.weight));
  const expected = [...weights].sort((a, b) => a - b).join();
  const given = certificates.meetings.map((prices) => prices.fromWeight).join();
  expect(given === expected, `The certificate prices the weights ${given || 'none'}; there are ${expected || 'none'}.`);
  for (const prices of certificates.meetings) expect(isFair(problem, prices), 'A price is negative or of nobody.');

  let mostWeight = 0;
  let mostMeetings = 0;
  let lower = 0;
  for (const prices of certificates.meetings) {
    const most = evaluateMeetingPrices(usability, prices);
    if (lower === 0) mostMeetings = most;
    mostWeight += (prices.fromWeight - lower) * most;
    lower = prices.fromWeight;
  }
  const isWeightRight = proof.weight === 'solver' ? maxWeight <= mostWeight : maxWeight === mostWeight;
  expect(isWeightRight, `The certificate proves at most weight ${mostWeight}, stated is ${maxWeight}.`);
  const areMeetingsRight = maxMeetings === mostMeetings;
  expect(areMeetingsRight, `The certificate proves at most ${mostMeetings} meetings, stated are ${maxMeetings}.`);

  const prices = Object.entries(certificates.breaks.slots);
  const knownSlots = new Set(problem.slots.map((slot) => slot.id));
  for (const [slot, price] of prices) {
    const isGiven = knownSlots.has(slot) && price > 0 && Number.isInteger(price * 1024);
    expect(isGiven, `The price ${price} of slot ${slot} is not a positive multiple of 1/1024 of a known slot.`);
  }
  const fewest = evaluateBreakPrices(usability, new Map(prices), sittings);
  const isBreaksRight = proof.breaks === 'solver' ? minBreaks >= fewest : minBreaks === fewest;
  expect(isBreaksRight, `The certificate proves at least ${fewest} breaks, stated are ${minBreaks}.`);
  expect(
    (minBreaksScope === 'placed') === (proof.breaks === 'certificate'),
    `Breaks proven by ${proof.breaks} cannot have the scope "${minBreaksScope}".`,
  );
  return violations;
}

function isFair(problem: SchedulingProblem, { participants, tables }: MeetingPrices): boolean {
  const known = new Set(problem.participants.map((participant) => participant.id));
  const isOfParticipant = ([id, price]: [string, number]): boolean =>
    known.has(id) && price > 0 && Number.isInteger(2 * price);
  const isOfTables = ({ seats, price }: MeetingPrices['tables'][number]): boolean =>
    (seats === 2 || seats === 3) && price > 0 && Number.isInteger(2 * price);
  return Object.entries(participants).every(isOfParticipant) && tables.every(isOfTables);
}

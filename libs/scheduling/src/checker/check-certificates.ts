import type { PlacingPrices } from '../certificate.js';
import type { SchedulingProblem } from '../problem.js';
import type { Evidence } from '../result.js';
import { evaluateBreakPrices } from './evaluate-break-prices.js';
import { evaluatePlacingPrices } from './evaluate-placing-prices.js';
import type { Sitting } from './sitting.js';
import type { Usability } from './usability.js';
import type { Violation } from './violation.js';

/** Evaluates every certificate anew and holds the stated bounds against what they prove. */
export function checkCertificates(usability: Usability, evidence: Evidence, sittings: Sitting[]): Violation[] {
  const { problem } = usability;
  const violations: Violation[] = [];
  const expect = (holds: boolean, message: string): void => {
    if (!holds) violations.push({ rule: 'certificate', message, meetings: [] });
  };
  const { certificates, proof, maxWeight, maxMeetings, minBreaks, minBreaksScope } = evidence;
  for (const one of [certificates.weight, certificates.meetings]) {
    expect(areGiven(problem, one), 'A price is not a positive multiple of 1/64, or of nobody.');
  }
  const mostWeight = evaluatePlacingPrices(usability, certificates.weight, (meeting) => meeting.weight);
  const mostMeetings = evaluatePlacingPrices(usability, certificates.meetings, () => 1);
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

function areGiven(problem: SchedulingProblem, { participants, tables }: PlacingPrices): boolean {
  const known = new Set(problem.participants.map((participant) => participant.id));
  const isPrice = (price: number): boolean => price > 0 && Number.isInteger(64 * price);
  return (
    Object.entries(participants).every(([id, price]) => known.has(id) && isPrice(price)) &&
    tables.every(({ seats, price }) => (seats === 2 || seats === 3) && isPrice(price))
  );
}

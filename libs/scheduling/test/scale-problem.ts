import { seededRandom, type Random } from '../src/random.js';
import type { Meeting, Participant, SchedulingProblem, Slot } from '../src/index.js';

export const families = ['uniform', 'skewed', 'buyers-suppliers', 'half-day'] as const;
export type Family = (typeof families)[number];

export interface Size {
  participants: number;
  slots: number;
  meetings: number;
  /** Eight when not given; all slots on one day are the hardest. */
  slotsPerDay?: number;
}

/** Slots of 30 minutes, half of a day's before lunch and half after. */
const usualSlotsPerDay = 8;
const triplesPercent = 15;
const mustMeetPercent = 20;

/**
 * A large forum: 15 % three-party meetings, weights as the service gives them (2 for a pair, 3 for a triple, 2 more per
 * party that must meet), in each slot ⌈1.1 · meetings / slots⌉ tables, of which as many have three seats as three-party
 * meetings need. The families differ in who meets whom:
 * - `uniform`: anybody anybody;
 * - `skewed`: the k-th participant is wanted with a weight of k^−0.5, so that the first are wanted more than they can;
 * - `buyers-suppliers`: a third buys, and every meeting has a buyer and one or two suppliers;
 * - `half-day`: a quarter is there only in the mornings and a quarter only in the afternoons; no request joins the two.
 */
export function drawLargeProblem(family: Family, size: Size, seed: number): SchedulingProblem {
  const random = seededRandom(seed);
  const slots = Array.from({ length: size.slots }, (_, index) => slotAt(index, size.slotsPerDay ?? usualSlotsPerDay));
  const participants = Array.from({ length: size.participants }, (_, index): Participant => {
    const half = family === 'half-day' ? index % 4 : 0;
    if (half === 0 || half === 3) return { id: `p${index}` };
    const isThere = (slot: Slot): boolean => (slot.session === 'morning') === (half === 1);
    return { id: `p${index}`, available: slots.filter(isThere).map(({ start, end }) => [start, end]) };
  });
  const draw = drawOf(family, size.participants, random);
  const meetings = Array.from({ length: size.meetings }, (_, index): Meeting => {
    const parties = draw(random.below(100) < triplesPercent ? 3 : 2);
    const mustMeet = parties.filter(() => random.below(100) < mustMeetPercent).length;
    return {
      id: `m${index}`,
      participants: parties.map((party) => `p${party}`),
      weight: parties.length + 2 * mustMeet,
    };
  });
  const perSlot = Math.ceil((1.1 * size.meetings) / size.slots);
  const ofThree = Math.ceil((perSlot * triplesPercent) / 100) + 1;
  const tables = Array.from({ length: perSlot }, (_, index) => {
    return { id: `t${index}`, seats: index < perSlot - ofThree ? (2 as const) : (3 as const), online: false };
  });
  return { slots, tables, participants, meetings };
}

function slotAt(index: number, slotsPerDay: number): Slot {
  const day = Math.floor(index / slotsPerDay);
  const ofDay = index % slotsPerDay;
  const isMorning = ofDay < slotsPerDay / 2;
  // Two hours for lunch.
  const startsAt = Date.UTC(2027, 4, 10 + 2 * day, isMorning ? 8 : 10) + ofDay * 30 * 60_000;
  return {
    id: `s${index}`,
    start: new Date(startsAt).toISOString(),
    end: new Date(startsAt + 30 * 60_000).toISOString(),
    day: `day ${day + 1}`,
    session: isMorning ? 'morning' : 'afternoon',
  };
}

/** Draws so many different participants that can meet. */
function drawOf(family: Family, count: number, random: Random): (parties: number) => number[] {
  const different = (parties: number, one: (index: number) => number): number[] => {
    const drawn: number[] = [];
    while (drawn.length < parties) {
      const next = one(drawn.length);
      if (!drawn.includes(next)) drawn.push(next);
    }
    return drawn;
  };
  if (family === 'uniform') return (parties) => different(parties, () => random.below(count));
  // The share of the first k is √(k / count).
  if (family === 'skewed') return (parties) => different(parties, () => Math.floor(count * random.next() ** 2));
  if (family === 'buyers-suppliers') {
    const buyers = Math.floor(count / 3);
    return (parties) =>
      different(parties, (index) => (index === 0 ? random.below(buyers) : buyers + random.below(count - buyers)));
  }
  return (parties) => {
    for (;;) {
      const drawn = different(parties, () => random.below(count));
      const halves = drawn.map((party) => party % 4);
      if (!(halves.includes(1) && halves.includes(2))) return drawn;
    }
  };
}

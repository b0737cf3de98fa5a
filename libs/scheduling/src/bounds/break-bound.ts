import type { BreakPrices } from '../certificate.js';
import type { Timetable } from '../timetable.js';
import { BreakPrograms } from './break-programs.js';

/** Every schedule that places exactly the meetings of a timetable has so many breaks; with the prices that show it. */
export interface BreakBound {
  minBreaks: number;
  certificate: BreakPrices;
}

/** Prices are multiples of it, so that their sums are exact. */
const grain = 1 / 1024;
/** Rounds of adjusting prices, basic steps all of them may take, and rounds without a better bound that end it. */
const mostRounds = 60;
const mostSteps = 6e8;
const patience = 20;

/**
 * A lower bound for the breaks of every schedule that places exactly the meetings of this timetable: each participant
 * chooses its slots alone (`BreakPrograms`), and pays for those that all want. Lagrange multipliers for the seats per
 * slot, adjusted by the subgradient with Polyak's step; any multipliers give a bound, the best is kept.
 * Held, Wolfe and Crowder, "Validation of subgradient optimization", Mathematical Programming 6 (1974).
 *
 * Cost per round O(participants · (slots² · n + days · n²)); one round where the bound is reached or no slot is wanted
 * beyond its seats, else at most 60.
 *
 * @param atMost rounds; with 1 no prices are looked for
 */
export function boundBreaks(timetable: Timetable, atMost = mostRounds): BreakBound {
  const { slotCount, source } = timetable.problem;
  const programs = new BreakPrograms(timetable);
  const seats = countSeats(timetable);
  const rounds = Math.min(atMost, Math.max(2, Math.floor(mostSteps / Math.max(1, programs.cost))));
  let prices = new Float64Array(slotCount);
  let best = { minBreaks: 0, prices };
  let pace = 1;
  let sinceBest = 0;
  for (let round = 0; round < rounds; round++) {
    const usage = new Float64Array(slotCount);
    const chosen = programs.evaluate(prices, usage);
    const bound = prices.reduce((value, price, slot) => value - price * seats[slot]!, chosen);
    if (round === 0 || Math.ceil(bound) > best.minBreaks) {
      best = { minBreaks: Math.ceil(bound), prices };
      sinceBest = 0;
    } else if (++sinceBest % 3 === 0) pace /= 2;
    const isOver = round === rounds - 1 || sinceBest === patience;
    if (isOver || best.minBreaks >= timetable.breaks || bound === Infinity) break;

    const surplus = usage.map((used, slot) => (used > seats[slot]! || prices[slot]! > 0 ? used - seats[slot]! : 0));
    const length = surplus.reduce((sum, value) => sum + value * value, 0);
    if (length === 0) break;
    const step = (pace * (timetable.breaks - bound)) / length;
    prices = prices.map((price, slot) => Math.max(0, Math.round((price + step * surplus[slot]!) / grain) * grain));
  }
  const named: Record<string, number> = {};
  best.prices.forEach((price, slot) => {
    if (price > 0) named[source.slots[slot]!.id] = price;
  });
  return { minBreaks: Math.max(0, best.minBreaks), certificate: { slots: named } };
}

/**
 * Per slot, how many participants can sit in meetings at once: two at each table that the slot's sub-forum leaves, and
 * a third at three-seat ones, as far as there are three-party meetings.
 */
function countSeats({ problem, slotOf }: Timetable): Float64Array {
  const { slots, tables } = problem.source;
  let ofThree = 0;
  problem.parties.forEach((parties, meeting) => {
    if (slotOf[meeting] !== -1 && parties.length === 3) ofThree++;
  });
  return Float64Array.from(slots, ({ subForum }) => {
    const left = tables.filter((table) => !subForum || !table.subForum || table.subForum === subForum);
    return 2 * left.length + Math.min(ofThree, left.filter((table) => table.seats === 3).length);
  });
}

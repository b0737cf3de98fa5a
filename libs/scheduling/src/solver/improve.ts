import type { Timetable } from '../timetable.js';
import { KempeMove } from './kempe-move.js';
import type { Search } from './search.js';

/**
 * In breaks: at first one of twelve moves that cost a break stays, at the end one of twenty thousand. Measured with
 * 100,000 steps, sum of five published instances: 31 breaks; from 0.3 to 0.1 it is 34, from 1 to 0.085 it is 47.
 */
const firstTemperature = 0.4;
const lastTemperature = 0.1;
/** Longer chains cost more breaks at their ends than they spare. */
const longestChain = 10;
/** The longer a break, the more moves it takes to close it: shorter ones are on the way. Above 0.3 they go before fewer ones. */
const priceOfAnIdleSlot = 0.15;
/** Moves of somebody with a break that are compared before one of them is tried. */
const movesCompared = 12;
/** Dearer than any number of breaks that annealing would let pass. */
const priceOfAMove = 1000;
/** Steep enough that fairness comes first, and yet a way around. */
const priceOfUnfairness = 3;

/**
 * Lowers unfairness, moved meetings and breaks by annealed Kempe moves, until no step is left or `enough()`.
 *
 * A move that costs `d` breaks stays with probability exp(−d / temperature); the temperature falls geometrically with
 * the steps or the time left. Most moves bring a meeting of somebody with a break next to another meeting of theirs. No
 * move breaks a hard constraint, and none unplaces a meeting. A move between slots that share time with no other is
 * weighed before anything moves.
 * Kirkpatrick, Gelatt and Vecchi, "Optimization by simulated annealing", Science 220 (1983).
 */
export function improveBreaks(search: Search, steps: number, enough: () => boolean): void {
  const { timetable, random } = search;
  const { problem, slotOf } = timetable;
  const kempe = new KempeMove(timetable, random, longestChain);
  const draw = new MoveDraw(search);
  const firstStep = search.steps;
  const firstShare = search.shareUsed;
  const isFairnessFree = problem.fairness === Infinity;
  const temperature = (): number => {
    const ofSteps = (search.steps - firstStep) / steps;
    const ofTime = (search.shareUsed - firstShare) / Math.max(1e-9, 1 - firstShare);
    return firstTemperature * (lastTemperature / firstTemperature) ** Math.min(1, Math.max(ofSteps, ofTime));
  };
  let heat = temperature();
  const stays = (cost: number): boolean => cost <= 0 || random.next() < Math.exp(-cost / heat);

  while (!draw.isEmpty && search.steps - firstStep < steps && !enough() && search.takeStep()) {
    if (search.steps % 64 === 0) heat = temperature();
    const [meeting, slot] = draw.next();
    if (slot === -1 || slot === slotOf[meeting] || !kempe.prepare(meeting, slot)) continue;
    const { moved, breaks } = timetable;
    // Fairness is about all participants: it is weighed by moving.
    if (isFairnessFree && kempe.isPlain) {
      const more = kempe.countMoved();
      if (more > 0 && moved + more > search.maxMoved) continue;
      const cost = priceOfAMove * more + kempe.weigh(priceOfAnIdleSlot);
      if (cost < Infinity && stays(cost) && kempe.apply()) search.keepIfBest();
      continue;
    }
    const unfairness = isFairnessFree ? 0 : excess(timetable);
    if (!kempe.apply()) continue;
    const cost =
      priceOfAMove * (timetable.moved - moved) +
      priceOfUnfairness * ((isFairnessFree ? 0 : excess(timetable)) - unfairness) +
      (timetable.breaks - breaks);
    if (search.isAllowed && stays(cost)) search.keepIfBest();
    else kempe.undo();
  }
  timetable.restore(search.best);
}

/** By how much all participants together lie further from the least of them than fairness allows. O(participants). */
function excess({ problem, agendas: { breaksOf, meetingsPlacedOf } }: Timetable): number {
  let fewest = Infinity;
  for (let participant = 0; participant < breaksOf.length; participant++) {
    if (meetingsPlacedOf[participant]! > 0) fewest = Math.min(fewest, breaksOf[participant]!);
  }
  let sum = 0;
  for (let participant = 0; participant < breaksOf.length; participant++) {
    if (meetingsPlacedOf[participant] === 0) continue;
    sum += Math.max(0, breaksOf[participant]! - fewest - problem.fairness);
  }
  return sum;
}

/** Draws a placed meeting and a slot for it. */
class MoveDraw {
  private readonly placed: number[];

  constructor(private readonly search: Search) {
    const { slotOf, problem } = search.timetable;
    this.placed = Array.from(problem.parties.keys()).filter((meeting) => slotOf[meeting] !== -1);
  }

  get isEmpty(): boolean {
    return this.placed.length === 0;
  }

  /** The slot is -1 where the draw came to nothing. */
  next(): [meeting: number, slot: number] {
    const { random } = this.search;
    const { slotOf, published, agendas } = this.search.timetable;
    const meeting = this.placed[random.below(this.placed.length)]!;
    const chance = random.next();
    const home = published.slotOf[meeting]!;
    if (home !== -1 && home !== slotOf[meeting] && chance < 0.5) return [meeting, home];
    if (chance < 0.2) return [meeting, this.anySlotFor(meeting)];
    const { waiting, waitingCount } = agendas;
    if (waitingCount === 0) return [meeting, this.anySlotFor(meeting)];
    return this.forWaiting(waiting[random.below(waitingCount)]!);
  }

  /** Of some drawn moves of the participant into its free time, the first that takes a break away, else the best. */
  private forWaiting(party: number): [meeting: number, slot: number] {
    const { random, timetable } = this.search;
    const { problem, slotOf, agendas } = timetable;
    const { slotCount, canUse } = problem;
    const own = problem.meetingsOf[party]!;
    let best: [number, number] = [own[0]!, -1];
    let fewest = Infinity;
    for (let tries = 0; tries < movesCompared && fewest > -1; tries++) {
      const meeting = own[random.below(own.length)]!;
      const slot = random.below(slotCount);
      if (slotOf[meeting] === -1 || canUse[meeting * slotCount + slot] === 0) continue;
      if (agendas.attending[party * slotCount + slot] !== -1) continue;
      const added = agendas.weighMove(party, slotOf[meeting]!, slot, priceOfAnIdleSlot);
      if (added < fewest) [best, fewest] = [[meeting, slot], added];
    }
    return best;
  }

  private anySlotFor(meeting: number): number {
    const { random, timetable } = this.search;
    const { canUse, slotCount } = timetable.problem;
    for (let tries = 0; tries < 10; tries++) {
      const slot = random.below(slotCount);
      if (canUse[meeting * slotCount + slot] === 1) return slot;
    }
    return -1;
  }
}

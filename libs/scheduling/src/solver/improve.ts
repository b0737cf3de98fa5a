import { KempeMove } from './kempe-move.js';
import type { Search } from './search.js';

/**
 * In breaks: at first one of twelve moves that cost a break stays, at the end one of twenty thousand. Measured with
 * 100,000 steps, sum of five published instances: 31 breaks; from 0.3 to 0.1 it is 34, from 1 to 0.085 it is 47.
 */
const firstTemperature = 0.4;
const lastTemperature = 0.1;
/** Dearer than any number of breaks that annealing would let pass. */
const priceOfAMove = 1000;

/**
 * Lowers moved meetings, then breaks, by annealed Kempe moves, until no step is left or `enough()`.
 *
 * A move that costs `d` breaks stays with probability exp(−d / temperature); the temperature falls geometrically with
 * the steps left. Half of the moves start at a break. No move breaks a hard constraint, and none unplaces a meeting.
 * Kirkpatrick, Gelatt and Vecchi, "Optimization by simulated annealing", Science 220 (1983).
 */
export function improveBreaks(search: Search, steps: number, enough: () => boolean): void {
  const { timetable, random } = search;
  const { problem, slotOf, published } = timetable;
  const kempe = new KempeMove(timetable, random);
  const placed = Array.from(problem.parties.keys()).filter((meeting) => slotOf[meeting] !== -1);
  const choices = problem.parties.map((_, meeting) => {
    const row = problem.canUse.subarray(meeting * problem.slotCount, (meeting + 1) * problem.slotCount);
    return Array.from(row.keys()).filter((slot) => row[slot]);
  });
  const firstStep = search.steps;

  const isAtBreak = (meeting: number): boolean => {
    const slot = slotOf[meeting]!;
    return problem.parties[meeting]!.some((party) => {
      const before = timetable.slotBefore(party, slot);
      const after = timetable.slotAfter(party, slot);
      return (
        (before !== -1 && timetable.isBreak(party, before, slot)) ||
        (after !== -1 && timetable.isBreak(party, slot, after))
      );
    });
  };
  const drawMeeting = (): number => {
    let meeting = placed[random.below(placed.length)]!;
    if (random.next() < 0.5) return meeting;
    for (let tries = 0; tries < 20 && !isAtBreak(meeting); tries++) meeting = placed[random.below(placed.length)]!;
    return meeting;
  };
  const drawSlot = (meeting: number): number => {
    const home = published.slotOf[meeting]!;
    if (home !== -1 && home !== slotOf[meeting] && random.next() < 0.5) return home;
    return choices[meeting]![random.below(choices[meeting]!.length)]!;
  };

  while (placed.length > 0 && search.steps - firstStep < steps && !enough() && search.takeStep()) {
    const meeting = drawMeeting();
    const slot = drawSlot(meeting);
    if (slot === slotOf[meeting]) continue;
    const { moved, breaks } = timetable;
    if (!kempe.tryMove(meeting, slot)) continue;
    const cost = priceOfAMove * (timetable.moved - moved) + timetable.breaks - breaks;
    const temperature = firstTemperature * (lastTemperature / firstTemperature) ** ((search.steps - firstStep) / steps);
    if (search.isAllowed && (cost <= 0 || random.next() < Math.exp(-cost / temperature))) search.keepIfBest();
    else kempe.undo();
  }
  timetable.restore(search.best);
}

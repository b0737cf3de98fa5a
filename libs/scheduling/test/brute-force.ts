import type { Placement, SchedulingProblem } from '../src/index.js';
import { checkSittings } from '../src/checker/check-sittings.js';
import { checkTogether } from '../src/checker/check-together.js';
import { countBreaks } from '../src/checker/count-breaks.js';
import { readSittings } from '../src/checker/sitting.js';

/** What is best, by trying everything; `fewestBreaks` per set of placed meetings, as `m0,m3`. */
export interface Best {
  weight: number;
  count: number;
  breaks: number;
  fewestBreaks: Map<string, number>;
}

/**
 * The best of all schedules that the checker's rules allow: exponential, for tiny problems only.
 * Which seats a two-party meeting takes first is left to the solver: any schedule can be tidied without a change here.
 */
export function tryEverything(problem: SchedulingProblem): Best {
  const best: Best = { weight: -1, count: 0, breaks: 0, fewestBreaks: new Map() };
  const isAllowed = (placements: Placement[]): boolean => {
    const { sittings } = readSittings(problem, placements);
    const faults = [...checkSittings(problem, sittings, placements), ...checkTogether(problem, sittings)];
    return faults.length === 0;
  };
  const visit = (index: number, placements: Placement[], weight: number): void => {
    const meeting = problem.meetings[index];
    if (!meeting) {
      const breaks = countBreaks(problem, readSittings(problem, placements).sittings);
      const key = placements.map((placement) => placement.meeting).join();
      best.fewestBreaks.set(key, Math.min(best.fewestBreaks.get(key) ?? Infinity, breaks));
      best.count = Math.max(best.count, placements.length);
      if (weight > best.weight || (weight === best.weight && breaks < best.breaks))
        Object.assign(best, { weight, breaks });
      return;
    }
    for (const { id: slot } of problem.slots) {
      const tried = new Set<string>();
      for (const { id: table, ...kind } of problem.tables) {
        // Of equal tables that are both free, one is enough.
        const isHeld = placements.some((placement) => placement.table === table);
        const key = JSON.stringify(kind);
        if (!isHeld && meeting.pin?.table === undefined && tried.has(key)) continue;
        if (!isHeld && !problem.meetings.some((other) => other.pin?.table !== undefined)) tried.add(key);
        const more = [...placements, { meeting: meeting.id, slot, table }];
        if (isAllowed(more)) visit(index + 1, more, weight + meeting.weight);
      }
    }
    visit(index + 1, placements, weight);
  };
  visit(0, [], 0);
  return best;
}

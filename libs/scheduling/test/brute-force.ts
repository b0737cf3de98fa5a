import type { SchedulingProblem } from '../src/index.js';
import { checkSittings } from '../src/checker/check-sittings.js';
import { checkTogether } from '../src/checker/check-together.js';
import { countBreaks } from '../src/checker/count-breaks.js';
import type { Sitting } from '../src/checker/sitting.js';
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
 * That two-seat tables are taken first is left out: any schedule can be tidied so without a change in its value.
 */
export function tryEverything(problem: SchedulingProblem): Best {
  const best: Best = { weight: -1, count: 0, breaks: 0, fewestBreaks: new Map() };
  const choices = problem.meetings.map((meeting) =>
    problem.slots.flatMap((slot) =>
      problem.tables.flatMap((table) => {
        const placement = [{ meeting: meeting.id, slot: slot.id, table: table.id }];
        const { sittings } = readSittings(problem, placement);
        return checkSittings(problem, sittings, placement).length === 0 ? sittings : [];
      }),
    ),
  );
  const visit = (index: number, sittings: Sitting[], weight: number): void => {
    if (index === problem.meetings.length) {
      const breaks = countBreaks(problem, sittings);
      const key = sittings.map((sitting) => sitting.meeting.id).join();
      best.fewestBreaks.set(key, Math.min(best.fewestBreaks.get(key) ?? Infinity, breaks));
      best.count = Math.max(best.count, sittings.length);
      if (weight > best.weight || (weight === best.weight && breaks < best.breaks))
        Object.assign(best, { weight, breaks });
      return;
    }
    for (const choice of choices[index]!) {
      const more = [...sittings, choice];
      if (checkTogether(problem, more).length === 0) visit(index + 1, more, weight + choice.meeting.weight);
    }
    visit(index + 1, sittings, weight);
  };
  visit(0, [], 0);
  return best;
}

import type { SchedulingProblem } from '../src/index.js';
import { checkSittings } from '../src/checker/check-sittings.js';
import { checkTogether } from '../src/checker/check-together.js';
import { countBreaks, countBreaksByParticipant } from '../src/checker/count-breaks.js';
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

/** The best value of all schedules: most weight, then least unfair, then fewest breaks. */
export interface BestValue {
  weight: number;
  /** By how much breaks differ beyond what the problem's fairness allows. */
  unfairness: number;
  breaks: number;
}

/**
 * The best value by trying everything that can still reach it, as the checker's rules allow: no rule gets any better by
 * another meeting, so that a branch ends at the first broken one. For up to eight meetings.
 */
export function findBestValue(problem: SchedulingProblem): BestValue {
  const best: BestValue = { weight: -1, unfairness: Infinity, breaks: Infinity };
  const choices = problem.meetings.map((meeting) =>
    problem.slots.flatMap((slot) =>
      problem.tables.flatMap((table) => {
        const placement = [{ meeting: meeting.id, slot: slot.id, table: table.id }];
        const { sittings } = readSittings(problem, placement);
        return checkSittings(problem, sittings, placement).length === 0 ? sittings : [];
      }),
    ),
  );
  const weightFrom = problem.meetings.map((_, index) =>
    problem.meetings.slice(index).reduce((sum, meeting) => sum + meeting.weight, 0),
  );
  const pairs = new Map<Sitting, Map<Sitting, boolean>>();
  const fit = (a: Sitting, b: Sitting): boolean => {
    const known = pairs.get(a) ?? new Map<Sitting, boolean>();
    pairs.set(a, known);
    if (!known.has(b)) known.set(b, checkTogether(problem, [a, b]).length === 0);
    return known.get(b)!;
  };
  const isWatched = problem.participants.some((one) => one.maxPerDay !== undefined || one.maxInARow !== undefined);
  const visit = (index: number, sittings: Sitting[], weight: number): void => {
    if (weight + (weightFrom[index] ?? 0) < best.weight) return;
    if (index === problem.meetings.length) {
      const value = valueOf(problem, sittings, weight);
      if (isBetter(value, best)) Object.assign(best, value);
      return;
    }
    for (const choice of choices[index]!) {
      if (!sittings.every((sitting) => fit(sitting, choice))) continue;
      const more = [...sittings, choice];
      if (isWatched && checkTogether(problem, more).length > 0) continue;
      visit(index + 1, more, weight + choice.meeting.weight);
    }
    visit(index + 1, sittings, weight);
  };
  visit(0, [], 0);
  return best;
}

function valueOf(problem: SchedulingProblem, sittings: Sitting[], weight: number): BestValue {
  const counts = [...countBreaksByParticipant(problem, sittings).values()];
  const spread = counts.length === 0 ? 0 : Math.max(...counts) - Math.min(...counts);
  return {
    weight,
    unfairness: Math.max(0, spread - (problem.fairness ?? Infinity)),
    breaks: counts.reduce((sum, count) => sum + count, 0),
  };
}

function isBetter(a: BestValue, b: BestValue): boolean {
  if (a.weight !== b.weight) return a.weight > b.weight;
  if (a.unfairness !== b.unfairness) return a.unfairness < b.unfairness;
  return a.breaks < b.breaks;
}

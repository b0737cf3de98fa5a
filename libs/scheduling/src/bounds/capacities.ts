import type { IndexedProblem } from '../indexed-problem.js';
import type { TableChoice } from '../table-choice.js';
import { countDisjoint } from './disjoint-slots.js';

/** Meetings that can be held at all, with what participants and tables can hold of them. */
export interface Capacities {
  /** Meetings with a slot and a table, in order. */
  possible: number[];
  /** Per participant, how many meetings it can attend: disjoint slots its meetings can use, at most its maximum a day. */
  attendable: number[];
  /** Among these meetings: how many the tables that suit some of them can hold. */
  holdable: (meetings: number[]) => number;
}

/** Cost O(meetings · slots) beside the interval scheduling per participant and class of tables. */
export function measureCapacities(problem: IndexedProblem, tables: TableChoice): Capacities {
  const { slotCount, slotsOfDay, canUse } = problem;
  const canBeHeld = (meeting: number, slot: number): boolean =>
    canUse[meeting * slotCount + slot] === 1 && tables.classesOf(meeting, slot).length > 0;
  const countOf = (isUsable: Uint8Array, maxPerDay: number): number => {
    let count = 0;
    for (const slots of slotsOfDay) {
      const usable = slots.filter((slot) => isUsable[slot] === 1);
      count += Math.min(countDisjoint(problem, usable), maxPerDay);
    }
    return count;
  };

  const usableOf = Array.from({ length: problem.participantCount }, () => new Uint8Array(slotCount));
  const isPossible = new Uint8Array(problem.meetingCount);
  problem.parties.forEach((parties, meeting) => {
    for (let slot = 0; slot < slotCount; slot++) {
      if (!canBeHeld(meeting, slot)) continue;
      isPossible[meeting] = 1;
      for (const party of parties) usableOf[party]![slot] = 1;
    }
  });

  const holdable = (meetings: number[]): number => {
    const byKind = new Map<number, Uint8Array>();
    const usableBy = tables.classes.map(() => new Uint8Array(slotCount));
    for (const meeting of meetings) {
      const kind = tables.kindOf[meeting]!;
      if (!byKind.has(kind)) byKind.set(kind, new Uint8Array(slotCount));
      const seen = byKind.get(kind)!;
      for (let slot = 0; slot < slotCount; slot++) {
        if (seen[slot] === 1 || !canBeHeld(meeting, slot)) continue;
        seen[slot] = 1;
        for (const tableClass of tables.classesOf(meeting, slot)) usableBy[tableClass]![slot] = 1;
      }
    }
    return tables.classes.reduce((sum, list, index) => sum + list.length * countOf(usableBy[index]!, Infinity), 0);
  };
  return {
    possible: Array.from(problem.parties.keys()).filter((meeting) => isPossible[meeting] === 1),
    attendable: usableOf.map((isUsable, participant) => countOf(isUsable, problem.maxPerDay[participant]!)),
    holdable,
  };
}

import { at } from './random-problem.js';
import type { Meeting, SchedulingProblem, Slot } from '../src/index.js';

/** Slots of 20 minutes, one after the other, on one day. */
export function slotsInARow(count: number): Slot[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `s${index}`,
    start: at(10, index * 20),
    end: at(10, index * 20 + 20),
    day: '10',
    session: 'morning',
  }));
}

/** Meetings of weight 1 between participants named by letters: `AB`, `BCD`. */
export function makeProblem(
  slotCount: number,
  tableCount: number,
  parties: string[],
  more: Partial<Meeting>[] = [],
): SchedulingProblem {
  return {
    slots: slotsInARow(slotCount),
    tables: Array.from({ length: tableCount }, (_, index) => ({ id: `t${index}`, seats: 3, online: false })),
    participants: [...new Set(parties.join(''))].map((id) => ({ id })),
    meetings: parties.map((letters, index) => ({
      id: letters,
      participants: letters.split(''),
      weight: 1,
      ...more[index],
    })),
  };
}

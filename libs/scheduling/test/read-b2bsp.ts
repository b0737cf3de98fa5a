import type { SchedulingProblem } from '../src/index.js';

/**
 * An instance of the published benchmark (Bofill et al., JAIR 74, 2022) as a problem: one day of slots of 20 minutes,
 * identical tables, two parties, weight 1. Forbidden slots become absences, precedences `after`, fixed meetings pins.
 */
export function readB2bsp(text: string): SchedulingProblem {
  const number = (name: string): number => Number(new RegExp(`${name} *= *(\\d+)`).exec(text)?.[1]);
  const block = (name: string): string => new RegExp(`${name} *= *\\[([^;]*)\\]`).exec(text)?.[1] ?? '';
  const numbersIn = (list: string): number[] => (list.match(/\d+/g) ?? []).map(Number);
  const setsIn = (name: string): number[][] => {
    const sets = block(name).match(/\{[^}]*\}|\d+ *\.\. *\d+/g) ?? [];
    return sets.map((set) => {
      const range = /(\d+) *\.\. *(\d+)/.exec(set);
      if (!range) return numbersIn(set);
      return Array.from({ length: Number(range[2]) - Number(range[1]) + 1 }, (_, index) => Number(range[1]) + index);
    });
  };
  const slotCount = number('nTotalSlots');
  const mornings = number('nMorningSlots');
  const timeOf = (slot: number): string => new Date(Date.UTC(2020, 0, 1, 8) + slot * 20 * 60_000).toISOString();
  const slotsFrom1 = Array.from({ length: slotCount }, (_, index) => index + 1);
  const forbidden = setsIn('forbidden');
  const precedences = setsIn('precedences');
  const fixed = numbersIn(block('fixed'));
  return {
    slots: slotsFrom1.map((slot) => ({
      id: `${slot}`,
      start: timeOf(slot - 1),
      end: timeOf(slot),
      day: 'day',
      session: slot <= mornings ? 'morning' : 'afternoon',
    })),
    tables: Array.from({ length: number('nTables') }, (_, index) => ({ id: `${index + 1}`, seats: 2, online: false })),
    participants: Array.from({ length: number('nBusiness') }, (_, index) => ({
      id: `${index + 1}`,
      available: slotsFrom1
        .filter((slot) => !forbidden[index]?.includes(slot))
        .map((slot): [string, string] => [timeOf(slot - 1), timeOf(slot)]),
    })),
    meetings: block('requested')
      .split('|')
      .map(numbersIn)
      .filter((row) => row.length === 3)
      .map(([a, b, session], index) => ({
        id: `${index + 1}`,
        participants: [`${a}`, `${b}`],
        weight: 1,
        ...(session === 3 ? {} : { sessions: [session === 1 ? 'morning' : 'afternoon'] }),
        ...(fixed[index] ? { pin: { slot: `${fixed[index]}` } } : {}),
        after: (precedences[index] ?? []).map(String),
      })),
  };
}

import { readInstance } from '../src/b2b/read-instance.js';
import type { SchedulingProblem } from '../src/index.js';

/**
 * An instance of the published benchmark as a problem of ours: one day of slots of 20 minutes, identical tables, two
 * parties, weight 1. Forbidden slots become absences, precedences `after`, fixed meetings pins.
 */
export function readB2bsp(text: string): SchedulingProblem {
  const { slotCount, morningSlotCount, tableCount, participantCount, meetings, forbidden } = readInstance(text);
  const timeOf = (slot: number): string => new Date(Date.UTC(2020, 0, 1, 8) + slot * 20 * 60_000).toISOString();
  const slots = Array.from({ length: slotCount }, (_, slot) => slot);
  const name = (index: number): string => `${index + 1}`;
  return {
    slots: slots.map((slot) => ({
      id: name(slot),
      start: timeOf(slot),
      end: timeOf(slot + 1),
      day: 'day',
      session: slot < morningSlotCount ? 'morning' : 'afternoon',
    })),
    tables: Array.from({ length: tableCount }, (_, table) => ({ id: name(table), seats: 2, online: false })),
    participants: Array.from({ length: participantCount }, (_, participant) => ({
      id: name(participant),
      available: slots
        .filter((slot) => (forbidden[participant]! & (1 << slot)) === 0)
        .map((slot): [string, string] => [timeOf(slot), timeOf(slot + 1)]),
    })),
    meetings: meetings.map(({ parties, session, fixedSlot, after }, meeting) => ({
      id: name(meeting),
      participants: parties.map(name),
      weight: 1,
      ...(session === 'any' ? {} : { sessions: [session] }),
      ...(fixedSlot === null ? {} : { pin: { slot: name(fixedSlot) } }),
      after: after.map(name),
    })),
  };
}

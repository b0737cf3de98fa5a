import type { B2bPlacement } from './check-b2b.js';

/** Gives the meetings of each slot its tables, in the order of the meetings. */
export function seatMeetings(slots: readonly number[]): B2bPlacement[] {
  const taken = new Map<number, number>();
  return slots.map((slot) => {
    const table = taken.get(slot) ?? 0;
    taken.set(slot, table + 1);
    return { slot, table };
  });
}

import { checkB2b } from '../../src/b2b/check-b2b.js';
import type { B2bInstance } from '../../src/b2b/instance.js';

/** The fewest breaks of all schedules that the checker accepts, or null: exponential, for tiny instances only. */
export function tryEverySchedule(instance: B2bInstance): number | null {
  let best: number | null = null;
  const slots: number[] = [];
  const visit = (): void => {
    if (slots.length === instance.meetings.length) {
      const { violations, breaks } = checkB2b(instance, seat(slots));
      if (violations.length === 0) best = Math.min(best ?? Infinity, breaks);
      return;
    }
    const { parties } = instance.meetings[slots.length]!;
    for (let slot = 0; slot < instance.slotCount; slot++) {
      const isTaken = slots.some(
        (taken, other) => taken === slot && instance.meetings[other]!.parties.some((party) => parties.includes(party)),
      );
      if (isTaken) continue;
      slots.push(slot);
      visit();
      slots.pop();
    }
  };
  visit();
  return best;
}

function seat(slots: readonly number[]): { slot: number; table: number }[] {
  return slots.map((slot, index) => ({ slot, table: slots.slice(0, index).filter((other) => other === slot).length }));
}

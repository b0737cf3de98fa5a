import { groupBy } from './group.js';
import { isCovered, meet, minutesOfInterval, type Sitting } from './sitting.js';
import type { TimedSlot, Usability } from './usability.js';

/**
 * The fewest breaks that the prices prove for every schedule of exactly these meetings: each participant takes slots
 * for its meetings where breaks and prices together are least; those sums less price · seats, rounded up.
 */
export function evaluateBreakPrices(usability: Usability, prices: Map<string, number>, sittings: Sitting[]): number {
  const { problem } = usability;
  const sittingsOf = groupBy(sittings, (sitting) => sitting.meeting.participants);
  const wantedOf = groupBy(problem.meetings, (meeting) => meeting.participants);
  let value = 0;
  for (const participant of problem.participants) {
    const placed = (sittingsOf.get(participant.id) ?? []).map((sitting) => sitting.meeting);
    if (placed.length === 0) continue;
    const there = participant.available?.map(minutesOfInterval);
    const pauses = (participant.pauses ?? []).map(minutesOfInterval);
    const wanted = wantedOf.get(participant.id) ?? [];
    const idle = usability.slots.filter(
      (time) =>
        (!there || isCovered(time, there)) &&
        !pauses.some((pause) => meet(pause, time)) &&
        wanted.some(
          ({ sessions, subForum }) =>
            (!sessions || sessions.includes(time.slot.session)) &&
            (!subForum || !time.slot.subForum || subForum === time.slot.subForum),
        ),
    );
    // A break begins where a slot has been idle between, before any pause.
    const breakFrom = new Map(
      usability.slots.map((last): [TimedSlot, number] => {
        const ends = idle.filter((one) => one.slot.day === last.slot.day && one.from >= last.to).map((one) => one.to);
        return [last, Math.min(Infinity, ...ends)];
      }),
    );
    const pauseAfter = new Map(
      usability.slots.map((last): [TimedSlot, number] => [
        last,
        Math.min(Infinity, ...pauses.filter((pause) => pause.from >= last.to).map((pause) => pause.from)),
      ]),
    );
    const isBreak = (last: TimedSlot, next: TimedSlot): boolean =>
      breakFrom.get(last)! <= next.from && pauseAfter.get(last)! >= next.from;

    const usable = new Set(placed.flatMap((meeting) => usability.slotsOf(meeting)));
    const pinned = new Set(placed.map((meeting) => meeting.pin?.slot));
    const inOrder = usability.slots.filter((slot) => usable.has(slot));
    let costs = [0];
    for (const ofDay of groupBy(inOrder, (slot) => [slot.slot.day]).values()) {
      const most = Math.min(placed.length, participant.maxPerDay ?? Infinity);
      costs = putTogether(costs, costsOfDay(ofDay, most, pinned, prices, isBreak), placed.length);
    }
    value += costs[placed.length] ?? Infinity;
  }

  const ofThree = sittings.filter((sitting) => sitting.meeting.participants.length === 3).length;
  for (const { slot } of usability.slots) {
    const tables = problem.tables.filter(
      (table) => slot.subForum === undefined || table.subForum === undefined || table.subForum === slot.subForum,
    );
    const thirdSeats = Math.min(ofThree, tables.filter((table) => table.seats === 3).length);
    value -= (prices.get(slot.id) ?? 0) * (2 * tables.length + thirdSeats);
  }
  return Math.max(0, Math.ceil(value));
}

/** Per number of meetings on a day, none first, the least of breaks and prices. Every pinned slot is taken. */
function costsOfDay(
  slots: TimedSlot[],
  most: number,
  pinned: Set<string | undefined>,
  prices: Map<string, number>,
  isBreak: (last: TimedSlot, next: TimedSlot) => boolean,
): number[] {
  const isFree = (from: number, to: number): boolean => !slots.slice(from, to).some((one) => pinned.has(one.slot.id));
  const costs = [isFree(0, slots.length) ? 0 : Infinity];
  /** Per place the costs of days whose last meeting is there, by their number of meetings. */
  const upTo: number[][] = [];
  slots.forEach((slot, place) => {
    const price = prices.get(slot.slot.id) ?? 0;
    const own = [Infinity, isFree(0, place) ? price : Infinity];
    upTo.push(own);
    for (let earlier = place - 1; earlier >= 0; earlier--) {
      const last = slots[earlier]!;
      if (last.to <= slot.from) {
        const added = (isBreak(last, slot) ? 1 : 0) + price;
        const before = upTo[earlier]!;
        for (let count = 1; count < before.length; count++) {
          own[count + 1] = Math.min(own[count + 1] ?? Infinity, before[count]! + added);
        }
      }
      if (pinned.has(last.slot.id)) break;
    }
    if (!isFree(place + 1, slots.length)) return;
    own.forEach((cost, count) => (costs[count] = Math.min(costs[count] ?? Infinity, cost)));
  });
  return costs.slice(0, most + 1).map((cost) => cost ?? Infinity);
}

function putTogether(costs: number[], more: number[], most: number): number[] {
  const together: number[] = [];
  costs.forEach((before, count) =>
    more.forEach((added, another) => {
      const total = count + another;
      if (total <= most) together[total] = Math.min(together[total] ?? Infinity, before + added);
    }),
  );
  return Array.from(together, (cost) => cost ?? Infinity);
}

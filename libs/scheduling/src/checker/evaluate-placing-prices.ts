import type { PlacingPrices } from '../certificate.js';
import type { Meeting } from '../problem.js';
import { groupBy } from './group.js';
import type { TimedSlot, Usability } from './usability.js';
import { kindOf, suits } from './usability.js';

/**
 * The most that the placed meetings can be worth under the prices. Each placed meeting is worth at most its prices and
 * its rest together, so that all are worth at most price · capacity over everybody, and the rests.
 */
export function evaluatePlacingPrices(
  usability: Usability,
  prices: PlacingPrices,
  worthOf: (meeting: Meeting) => number,
): number {
  const { problem, possible } = usability;
  const groups = prices.tables.map(({ online, seats, price }) => {
    const meetings = possible.filter((one) => (one.online === true) === online && one.participants.length >= seats);
    return { price, meetings, ids: new Set(meetings.map((meeting) => meeting.id)) };
  });
  const priced = new Map(Object.entries(prices.participants));
  const meetingsOf = groupBy(possible, (meeting) => meeting.participants);
  let value = 0;
  for (const { id, maxPerDay = Infinity } of problem.participants) {
    const price = priced.get(id);
    if (price === undefined) continue;
    const slots = new Set((meetingsOf.get(id) ?? []).flatMap((meeting) => usability.slotsWithTable(meeting)));
    for (const ofDay of groupBy([...slots], (slot) => [slot.slot.day]).values()) {
      value += price * Math.min(maxPerDay, mostDisjoint(ofDay));
    }
  }
  for (const { price, meetings } of groups) value += price * countSeatings(usability, meetings);
  for (const meeting of possible) {
    let rest = worthOf(meeting);
    for (const id of meeting.participants) rest -= priced.get(id) ?? 0;
    for (const group of groups) if (group.ids.has(meeting.id)) rest -= group.price;
    value += Math.max(0, rest);
  }
  return Math.floor(value);
}

/** How many sittings of these meetings the tables could hold. */
function countSeatings(usability: Usability, meetings: Meeting[]): number {
  const kinds = [...groupBy(meetings, (meeting) => [kindOf(meeting)]).values()].map((alike) => ({
    example: alike[0]!,
    slots: [...new Set(alike.flatMap((meeting) => usability.slotsWithTable(meeting)))],
  }));
  const counts = new Map<string, number>();
  const pinned = new Set(meetings.map((meeting) => meeting.pin?.table));
  let total = 0;
  for (const table of usability.problem.tables) {
    const key = JSON.stringify([table.seats, table.online, table.subForum, pinned.has(table.id) ? table.id : null]);
    if (!counts.has(key)) {
      const slots = new Set(
        kinds.flatMap(({ example, slots }) => slots.filter((slot) => suits(example, slot.slot, table))),
      );
      const perDay = [...groupBy([...slots], (slot) => [slot.slot.day]).values()].map(mostDisjoint);
      counts.set(
        key,
        perDay.reduce((sum, count) => sum + count, 0),
      );
    }
    total += counts.get(key)!;
  }
  return total;
}

/** The most of these slots that share no time: the one that ends first is always among such a choice. */
function mostDisjoint(slots: TimedSlot[]): number {
  let count = 0;
  let left = slots;
  while (left.length > 0) {
    const first = left.reduce((earliest, slot) => (slot.to < earliest.to ? slot : earliest));
    left = left.filter((slot) => slot.from >= first.to);
    count++;
  }
  return count;
}

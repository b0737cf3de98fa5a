import type { Found } from './constraints/found.js';
import { listSlotObstacles } from './constraints/slot-constraints.js';
import type { IndexedProblem, Span } from './indexed-problem.js';
import { parseInstant } from './instant.js';
import type { Interval, SchedulingProblem } from './problem.js';

/** Indexes a problem without faults (`checkProblem`). Time O(meetings · slots + participants · slots²). */
export function indexProblem(source: SchedulingProblem): IndexedProblem {
  const { slots, tables, participants, meetings } = source;
  const slotIndex = indexById(slots);
  const tableIndex = indexById(tables);
  const participantIndex = indexById(participants);
  const meetingIndex = indexById(meetings);
  const days = [...new Set(slots.map((slot) => slot.day))];
  const start = Float64Array.from(slots, (slot) => parseInstant(slot.start));
  const end = Float64Array.from(slots, (slot) => parseInstant(slot.end));
  const dayOf = Int32Array.from(slots, (slot) => days.indexOf(slot.day));
  const inOrder = slots.map((_, slot) => slot).sort((a, b) => start[a]! - start[b]! || end[a]! - end[b]! || a - b);
  const slotsOfDay = days.map((_, day) => inOrder.filter((slot) => dayOf[slot] === day));
  const meets = (a: number, b: number): boolean => start[a]! < end[b]! && start[b]! < end[a]!;
  const rank = new Int32Array(slots.length);
  for (const ofDay of slotsOfDay) ofDay.forEach((slot, place) => (rank[slot] = place));

  const parties = meetings.map((meeting) => meeting.participants.map((id) => participantIndex.get(id)!));
  const earlier = meetings.map((meeting) => (meeting.after ?? []).map((id) => meetingIndex.get(id)!));
  const listedUnder = (lists: number[][], count: number): number[][] => {
    const under: number[][] = Array.from({ length: count }, () => []);
    lists.forEach((list, index) => list.forEach((element) => under[element]!.push(index)));
    return under;
  };

  const indexed: IndexedProblem = {
    source,
    slotCount: slots.length,
    tableCount: tables.length,
    participantCount: participants.length,
    meetingCount: meetings.length,
    dayCount: days.length,
    start,
    end,
    dayOf,
    slotsOfDay,
    rank,
    slotsInOrder: slotsOfDay.flat(),
    overlaps: slots.map((_, a) => inOrder.filter((b) => meets(a, b))),
    available: participants.map(({ available }) => (available ? joinSpans(available) : null)),
    pauses: participants.map(({ pauses }) => joinSpans(pauses ?? [])),
    maxPerDay: Float64Array.from(participants, ({ maxPerDay }) => maxPerDay ?? Infinity),
    maxInARow: Float64Array.from(participants, ({ maxInARow }) => maxInARow ?? Infinity),
    meetingsOf: listedUnder(parties, participants.length),
    parties,
    weight: Float64Array.from(meetings, (meeting) => meeting.weight),
    pinnedSlot: Int32Array.from(meetings, ({ pin }) => slotIndex.get(pin?.slot ?? '') ?? -1),
    pinnedTable: Int32Array.from(meetings, ({ pin }) => tableIndex.get(pin?.table ?? '') ?? -1),
    earlier,
    later: listedUnder(earlier, meetings.length),
    canUse: new Uint8Array(meetings.length * slots.length),
    idleEnd: new Float64Array(participants.length * slots.length).fill(Infinity),
    nextPause: new Float64Array(participants.length * slots.length).fill(Infinity),
    fairness: source.fairness ?? Infinity,
    isAlone: Uint8Array.from(slots, (_, a) => (slots.some((__, b) => a !== b && meets(a, b)) ? 0 : 1)),
    slotIndex,
    tableIndex,
    participantIndex,
    meetingIndex,
  };
  fillUse(indexed);
  fillIdle(indexed);
  return indexed;
}

function indexById(list: { id: string }[]): Map<string, number> {
  return new Map(list.map(({ id }, index) => [id, index]));
}

/** The intervals in order of time, those that touch or overlap as one. */
function joinSpans(intervals: Interval[]): Span[] {
  const joined: [number, number][] = [];
  const spans = intervals.map(([from, to]): [number, number] => [parseInstant(from), parseInstant(to)]);
  for (const span of spans.sort((a, b) => a[0] - b[0])) {
    const last = joined.at(-1);
    if (last && span[0] <= last[1]) last[1] = Math.max(last[1], span[1]);
    else joined.push(span);
  }
  return joined;
}

function fillUse(problem: IndexedProblem): void {
  const found: Found[] = [];
  for (let meeting = 0; meeting < problem.meetingCount; meeting++) {
    for (let slot = 0; slot < problem.slotCount; slot++) {
      found.length = 0;
      listSlotObstacles(problem, meeting, slot, found);
      if (found.length === 0) problem.canUse[meeting * problem.slotCount + slot] = 1;
    }
  }
}

/** A slot counts as idle time of a participant when it is there and free, and one of its meetings fits the slot. */
function fillIdle(problem: IndexedProblem): void {
  const found: Found[] = [];
  for (let participant = 0; participant < problem.participantCount; participant++) {
    const row = participant * problem.slotCount;
    for (let slot = 0; slot < problem.slotCount; slot++) {
      const isUsable = problem.meetingsOf[participant]!.some((meeting) => {
        found.length = 0;
        listSlotObstacles(problem, meeting, slot, found);
        // A partner's absence does not make a participant's waiting any shorter, nor does a pin.
        return found.every((obstacle) => obstacle.kind === 'pinned-elsewhere' || isOfAnother(obstacle, participant));
      });
      for (const before of isUsable ? problem.slotsOfDay[problem.dayOf[slot]!]! : []) {
        if (problem.end[before]! > problem.start[slot]!) continue;
        problem.idleEnd[row + before] = Math.min(problem.idleEnd[row + before]!, problem.end[slot]!);
      }
      const next = problem.pauses[participant]!.find((pause) => pause[0] >= problem.end[slot]!);
      if (next) problem.nextPause[row + slot] = next[0];
    }
  }
}

function isOfAnother(obstacle: Found, participant: number): boolean {
  return obstacle.participant !== -1 && obstacle.participant !== participant;
}

import type { IndexedProblem } from '../indexed-problem.js';
import type { TableChoice } from '../table-choice.js';
import { countDisjoint } from './disjoint-slots.js';
import { FlowNetwork } from './max-flow.js';

/** No schedule places more weight, or more meetings. */
export interface MeetingBound {
  maxWeight: number;
  maxMeetings: number;
}

/**
 * Upper bounds for the weight and the number of placed meetings.
 *
 * Of the meetings of weight ≥ w at most `N(w)` can be placed; then at most Σ (w − w') · N(w) of weight, over the
 * weights w in ascending order and w' the one before. `N(w)` is the least of
 * - half the maximum flow of the bipartite double cover: each participant on both sides with the number of meetings it
 *   can attend, each meeting an arc in both directions. A three-party meeting keeps the two parties with the most
 *   meetings per slot they can attend: a bound that forgets a party still holds;
 * - per kind of table, what those tables can hold: online or not, three seats or any.
 *
 * Cost: one maximum flow per different weight, on 2 · participants nodes and 2 · meetings arcs.
 */
export function boundMeetings(problem: IndexedProblem, tables: TableChoice): MeetingBound {
  const canBeHeld = (meeting: number, slot: number): boolean =>
    problem.canUse[meeting * problem.slotCount + slot] === 1 && tables.of(meeting, slot).length > 0;
  const slotsByMeeting = problem.parties.map((_, meeting) =>
    problem.slotsOfDay.map((slots) => slots.filter((slot) => canBeHeld(meeting, slot))),
  );
  const isPossible = (meeting: number): boolean => slotsByMeeting[meeting]!.some((slots) => slots.length > 0);
  const possible = Array.from(problem.parties.keys()).filter(isPossible);
  const capacity = attendable(problem, slotsByMeeting);
  const pairs = problem.parties.map((parties) => {
    const load = (party: number): number => problem.meetingsOf[party]!.length / (capacity[party]! || 1);
    return parties.toSorted((a, b) => load(b) - load(a) || a - b).slice(0, 2) as [number, number];
  });

  const countBound = (meetings: number[]): number =>
    Math.min(
      boundByParties(problem, meetings, pairs, capacity),
      boundByTables(problem, meetings, slotsByMeeting, tables),
    );

  let maxWeight = 0;
  let lower = 0;
  const weights = [...new Set(possible.map((meeting) => problem.weight[meeting]!))].sort((a, b) => a - b);
  for (const weight of weights) {
    maxWeight += (weight - lower) * countBound(possible.filter((meeting) => problem.weight[meeting]! >= weight));
    lower = weight;
  }
  return { maxWeight, maxMeetings: countBound(possible) };
}

/** Per participant, how many meetings it can attend: disjoint slots its meetings can use, at most its maximum per day. */
function attendable(problem: IndexedProblem, slotsByMeeting: number[][][]): number[] {
  return problem.meetingsOf.map((meetings, participant) => {
    let count = 0;
    problem.slotsOfDay.forEach((slots, day) => {
      const usable = new Set(meetings.flatMap((meeting) => slotsByMeeting[meeting]![day]!));
      const disjoint = countDisjoint(
        problem,
        slots.filter((slot) => usable.has(slot)),
      );
      count += Math.min(disjoint, problem.maxPerDay[participant]!);
    });
    return count;
  });
}

function boundByParties(
  problem: IndexedProblem,
  meetings: number[],
  pairs: [number, number][],
  capacity: number[],
): number {
  const count = problem.participantCount;
  const source = 2 * count;
  const sink = source + 1;
  const network = new FlowNetwork(sink + 1);
  for (let participant = 0; participant < count; participant++) {
    network.addArc(source, participant, capacity[participant]!);
    network.addArc(count + participant, sink, capacity[participant]!);
  }
  for (const meeting of meetings) {
    const [a, b] = pairs[meeting]!;
    network.addArc(a, count + b, 1);
    network.addArc(b, count + a, 1);
  }
  return Math.floor(network.maxFlow(source, sink) / 2);
}

function boundByTables(
  problem: IndexedProblem,
  meetings: number[],
  slotsByMeeting: number[][][],
  tables: TableChoice,
): number {
  const holdable = (group: number[]): number => {
    const slotsByTable = new Map<number, Set<number>>();
    for (const slot of new Set(group.flatMap((meeting) => slotsByMeeting[meeting]!.flat()))) {
      const suitable = new Set<number>();
      for (const meeting of group) for (const table of tables.of(meeting, slot)) suitable.add(table);
      for (const table of suitable) slotsByTable.set(table, (slotsByTable.get(table) ?? new Set()).add(slot));
    }
    let total = 0;
    for (const slots of slotsByTable.values()) {
      for (const ofDay of problem.slotsOfDay)
        total += countDisjoint(
          problem,
          ofDay.filter((slot) => slots.has(slot)),
        );
    }
    return Math.min(group.length, total);
  };
  const { meetings: source } = problem.source;
  const groupsBySeats = [true, false].map((online) => {
    const ofKind = meetings.filter((meeting) => (source[meeting]!.online ?? false) === online);
    const ofThree = ofKind.filter((meeting) => problem.parties[meeting]!.length === 3);
    return Math.min(holdable(ofKind), holdable(ofThree) + ofKind.length - ofThree.length);
  });
  return groupsBySeats.reduce((sum, count) => sum + count, 0);
}

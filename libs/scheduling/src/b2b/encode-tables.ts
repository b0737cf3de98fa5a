import { type ClauseSink, defineAny } from './cnf/clause-sink.js';
import { addSortingNetwork } from './cnf/sorting-network.js';
import { addTotalizer } from './cnf/totalizer.js';
import { type AgendaVariables, type EncodedProblem, present } from './encode-agendas.js';

/**
 * No more meetings in a slot than tables, said twice: by a counter of the meetings, and by sorting the busy participants,
 * of whom there is an even number. Where the day has few places to spare, those are counted over the day as well.
 */
export function encodeTables(sink: ClauseSink, problem: EncodedProblem, { held, busy }: AgendaVariables): void {
  const { instance } = problem;
  const { slotCount, tableCount, meetings } = instance;
  const firsts = chooseFirstParties(problem);
  const spare: number[] = [];
  for (let slot = 0; slot < slotCount; slot++) {
    const groups = new Map<number, number[]>();
    meetings.forEach((_, meeting) => {
      const literal = held[meeting]![slot];
      if (literal === undefined) return;
      const first = firsts[meeting]!;
      groups.set(first, [...(groups.get(first) ?? []), literal]);
    });
    const counted = addTotalizer(
      sink,
      [...groups.values()].map((group) => defineAny(sink, group)),
      tableCount + 1,
      true,
    );
    const sorted = addSortingNetwork(sink, present(busy.map((row) => row[slot])), 2 * tableCount + 1);
    for (let i = 0; i <= tableCount; i++) {
      // More than i meetings: more than 2i participants, and then at least 2i + 2.
      const [meetingsHere, odd, even] = [counted[i], sorted[2 * i], sorted[2 * i + 1]];
      if (odd !== undefined && (even !== undefined || i < tableCount)) sink.addClause([-odd, ...present([even])]);
      if (meetingsHere !== undefined && odd !== undefined) sink.addClause([-odd, meetingsHere]);
      if (meetingsHere !== undefined && even !== undefined) sink.addClause([-meetingsHere, even]);
      if (meetingsHere !== undefined && i === tableCount) sink.addClause([-meetingsHere]);
      if (odd !== undefined && i === tableCount) sink.addClause([-odd]);
    }
    for (let i = 0; i < tableCount; i++) if (counted[i] !== undefined) spare.push(-counted[i]!);
  }
  const places = spare.length - meetings.length;
  if (places < 0) sink.addClause([]);
  if (places <= mostSparePlaces) {
    const idle = addTotalizer(sink, spare, places + 1, true);
    idle.forEach((output, index) => sink.addClause([index < places ? output : -output]));
  }
}

/** Past this many the counter costs more than it tells. */
const mostSparePlaces = 40;

/** A party of each meeting, such that few participants stand for all: the one with more meetings left, greedily. */
function chooseFirstParties({ instance, own }: EncodedProblem): number[] {
  const first = instance.meetings.map(() => -1);
  const left = own.map((meetings) => meetings.length);
  for (let open = first.length; open > 0;) {
    const busiest = left.indexOf(Math.max(...left));
    for (const meeting of own[busiest]!) {
      if (first[meeting]! >= 0) continue;
      first[meeting] = busiest;
      instance.meetings[meeting]!.parties.forEach((party) => (left[party]! -= 1));
      open -= 1;
    }
  }
  return first;
}

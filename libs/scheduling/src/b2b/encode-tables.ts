import { type ClauseSink, defineAny } from './cnf/clause-sink.js';
import { addSortingNetwork } from './cnf/sorting-network.js';
import { addTotalizer } from './cnf/totalizer.js';
import { type AgendaVariables, type EncodedProblem, present } from './encode-agendas.js';

/**
 * How the tables are told: twice over, which shortens proofs, or once, which shortens the way to a schedule (in the hardest
 * instances to a half and less).
 */
export type TableStyle = 'twice' | 'once';

/**
 * No more meetings in a slot than tables, by a counter of the meetings. Told twice, the counter is exact and agrees with
 * sorting the busy participants, of whom there is an even number, and where the day has few places to spare, those are
 * counted over the day as well.
 */
export function encodeTables(
  sink: ClauseSink,
  problem: EncodedProblem,
  { held, busy }: AgendaVariables,
  style: TableStyle,
): void {
  const { slotCount, tableCount, meetings } = problem.instance;
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
    const busyFirsts = [...groups.values()].map((group) => defineAny(sink, group));
    const counted = addTotalizer(sink, busyFirsts, tableCount + 1, style === 'twice');
    if (counted.length > tableCount) sink.addClause([-counted[tableCount]!]);
    if (style === 'once') continue;
    const sorted = addSortingNetwork(sink, present(busy.map((row) => row[slot])), 2 * tableCount + 1);
    tieToParticipants(sink, counted, sorted, tableCount);
    spare.push(...present(counted.slice(0, tableCount)).map((output) => -output));
  }
  if (style === 'twice') encodeSparePlaces(sink, spare, spare.length - meetings.length);
}

/** More than i meetings: more than 2i participants, and then at least 2i + 2. */
function tieToParticipants(
  sink: ClauseSink,
  counted: readonly number[],
  sorted: readonly number[],
  tableCount: number,
): void {
  for (let i = 0; i <= tableCount; i++) {
    const [meetingsHere, odd, even] = [counted[i], sorted[2 * i], sorted[2 * i + 1]];
    if (odd !== undefined && (even !== undefined || i < tableCount)) sink.addClause([-odd, ...present([even])]);
    if (meetingsHere !== undefined && odd !== undefined) sink.addClause([-odd, meetingsHere]);
    if (meetingsHere !== undefined && even !== undefined) sink.addClause([-meetingsHere, even]);
    if (odd !== undefined && i === tableCount) sink.addClause([-odd]);
  }
}

/** Exactly so many places at tables stay empty over the day. */
function encodeSparePlaces(sink: ClauseSink, spare: readonly number[], places: number): void {
  if (places < 0) sink.addClause([]);
  if (places > mostSparePlaces) return;
  const idle = addTotalizer(sink, spare, places + 1, true);
  idle.forEach((output, index) => sink.addClause([index < places ? output : -output]));
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

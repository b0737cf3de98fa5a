import { addAtMostOne, type ClauseSink, defineAny } from './cnf/clause-sink.js';
import { addTotalizer } from './cnf/totalizer.js';
import { type B2bInstance, slotSet, slotsIn } from './instance.js';

/** The variables of who meets when; an absent entry is false in every schedule. */
export interface AgendaVariables {
  /** `held[meeting][slot]` */
  held: (number | undefined)[][];
  /** `busy[participant][slot]` */
  busy: (number | undefined)[][];
}

export interface EncodedProblem {
  instance: B2bInstance;
  /** Per meeting, filtered. */
  possible: readonly number[];
  /** Per participant, its meetings. */
  own: readonly (readonly number[])[];
}

/** Every meeting in one slot, nobody in two at once, each participant as often as it has meetings, and precedences. */
export function encodeAgendas(sink: ClauseSink, problem: EncodedProblem): AgendaVariables {
  const { instance, possible, own } = problem;
  const held = possible.map((set) => {
    const row = new Array<number | undefined>(instance.slotCount).fill(undefined);
    for (const slot of slotsIn(set)) row[slot] = sink.newVariable();
    const literals = present(row);
    sink.addClause(literals);
    addAtMostOne(sink, literals);
    return row;
  });
  const busy = own.map((meetings) =>
    Array.from({ length: instance.slotCount }, (_, slot) => {
      const here = present(meetings.map((meeting) => held[meeting]![slot]));
      addAtMostOne(sink, here);
      return here.length === 0 ? undefined : defineAny(sink, here);
    }),
  );
  own.forEach((meetings, participant) => {
    encodeCounts(sink, problem, meetings, busy[participant]!);
  });
  encodePrecedences(sink, instance, held);
  return { held, busy };
}

export function present(literals: readonly (number | undefined)[]): number[] {
  return literals.filter((literal) => literal !== undefined);
}

/** A participant is busy as often as it has meetings, over the day and in each session. */
function encodeCounts(
  sink: ClauseSink,
  { instance, possible }: EncodedProblem,
  meetings: readonly number[],
  busy: readonly (number | undefined)[],
): void {
  const all = meetings.length;
  if (all < 2) return;
  const { morningSlotCount, slotCount } = instance;
  const mornings = slotSet(0, morningSlotCount);
  const onlyMorning = meetings.filter((meeting) => (possible[meeting]! & ~mornings) === 0).length;
  const onlyAfternoon = meetings.filter((meeting) => (possible[meeting]! & mornings) === 0).length;
  const morning = addTotalizer(sink, present(busy.slice(0, morningSlotCount)), all + 1, true);
  const afternoon = addTotalizer(sink, present(busy.slice(morningSlotCount, slotCount)), all + 1, true);
  bound(sink, morning, onlyMorning, all - onlyAfternoon);
  bound(sink, afternoon, onlyAfternoon, all - onlyMorning);
  // i in the morning leave exactly all − i for the afternoon.
  for (let i = 1; i <= all; i++) {
    const enoughMornings = morning[i - 1];
    const tooManyLeft = afternoon[all - i];
    if (enoughMornings !== undefined && tooManyLeft !== undefined) sink.addClause([-enoughMornings, -tooManyLeft]);
    const clause = present([enoughMornings, tooManyLeft]);
    sink.addClause(clause);
  }
}

/** At least `least` and at most `most` of what a unary counter counts. */
function bound(sink: ClauseSink, counter: readonly number[], least: number, most: number): void {
  counter.forEach((output, index) => {
    if (index < least) sink.addClause([output]);
    if (index >= most) sink.addClause([-output]);
  });
}

/** A ladder of "held by slot t" for each meeting that waits for another or is waited for. */
function encodePrecedences(sink: ClauseSink, instance: B2bInstance, held: readonly (number | undefined)[][]): void {
  const ladders = new Map<number, number[]>();
  const ladderOf = (meeting: number): number[] => {
    const known = ladders.get(meeting);
    if (known) return known;
    const heldBy = Array.from({ length: instance.slotCount }, () => sink.newVariable());
    heldBy.forEach((by, slot) => {
      const now = held[meeting]![slot];
      const before = heldBy[slot - 1];
      if (before !== undefined) sink.addClause([-before, by]);
      if (now !== undefined) sink.addClause([-now, by]);
      if (now !== undefined && before !== undefined) sink.addClause([-now, -before]);
      sink.addClause([-by, ...present([before, now])]);
    });
    ladders.set(meeting, heldBy);
    return heldBy;
  };
  instance.meetings.forEach(({ after }, later) =>
    after.forEach((earlier) => {
      const [first, second] = [ladderOf(earlier), ladderOf(later)];
      second.forEach((by, slot) => sink.addClause([-by, ...present([first[slot - 1]])]));
    }),
  );
}

import type { ClauseSink } from './cnf/clause-sink.js';
import { addTotalizer } from './cnf/totalizer.js';
import { type AgendaVariables, type EncodedProblem, present } from './encode-agendas.js';
import { fairness } from './instance.js';
import { type Layout, listOnceBrokenLayouts, listUnbrokenLayouts } from './list-layouts.js';

/** Per participant: `breaks[p][i]` must hold when p has more than i breaks. */
export type BreakVariables = number[][];

export function encodeBreaks(sink: ClauseSink, problem: EncodedProblem, agendas: AgendaVariables): BreakVariables {
  // Where somebody has no break in any schedule, fairness is a cap, and breaks need only be counted from below.
  const isCapped = problem.own.some((meetings) => meetings.length < 2);
  const breaks = problem.own.map((meetings, participant) =>
    meetings.length < 2 ? [] : encodeOwnBreaks(sink, problem, agendas, participant, isCapped),
  );
  encodeFairness(sink, breaks, isCapped);
  return breaks;
}

function encodeOwnBreaks(
  sink: ClauseSink,
  { instance, possible, own }: EncodedProblem,
  { held, busy }: AgendaVariables,
  participant: number,
  isCapped: boolean,
): number[] {
  const meetings = own[participant]!;
  const { slotCount } = instance;
  const here = busy[participant]!;
  const rows = meetings.map((meeting) => held[meeting]!);
  const hasMet = Array.from({ length: slotCount }, () => sink.newVariable());
  const willMeet = Array.from({ length: slotCount }, () => sink.newVariable());
  for (let slot = 0; slot < slotCount; slot++) {
    const now = here[slot];
    if (now !== undefined) sink.addClause([-now, hasMet[slot]!]);
    if (now !== undefined) sink.addClause([-now, willMeet[slot]!]);
    if (slot > 0) sink.addClause([-hasMet[slot - 1]!, hasMet[slot]!]);
    if (slot > 0) sink.addClause([-willMeet[slot]!, willMeet[slot - 1]!]);
    sink.addClause([-hasMet[slot]!, ...present([now, hasMet[slot - 1]])]);
    sink.addClause([-willMeet[slot]!, ...present([now, willMeet[slot + 1]])]);
    const afterBlock = willMeet[slot + meetings.length];
    sink.addClause([hasMet[slot]!, ...present([afterBlock])]);
  }

  const restarts: number[] = [];
  for (let slot = 2; slot < slotCount; slot++) {
    if (here[slot] === undefined) continue;
    const restart = sink.newVariable();
    sink.addClause([-here[slot]!, ...present([here[slot - 1]]), -hasMet[slot - 2]!, restart]);
    restarts.push(restart);
    if (isCapped) continue;
    if (here[slot - 1] !== undefined) sink.addClause([-restart, -here[slot - 1]!]);
    sink.addClause([-restart, here[slot]!]);
    sink.addClause([-restart, hasMet[slot - 2]!]);
  }
  // One output more than the cap, to be forbidden.
  const most = isCapped ? Math.min(meetings.length - 1, fairness + 1) : meetings.length - 1;
  const counted = addTotalizer(sink, restarts, most, !isCapped);
  const broken = present([counted[0]]);
  for (let slot = 0; slot < slotCount; slot++) {
    const afterBlock = willMeet[slot + meetings.length];
    if (afterBlock !== undefined) sink.addClause([...broken, -hasMet[slot]!, -afterBlock]);
    sink.addClause([...broken, -hasMet[slot]!, -willMeet[slot]!, ...present([here[slot]])]);
  }

  const sets = meetings.map((meeting) => possible[meeting]!);
  const unbroken = listUnbrokenLayouts(sets, slotCount);
  const starts = encodeLayouts(sink, unbroken, broken, here, rows);
  for (let slot = 0; slot < slotCount; slot++) {
    const index = unbroken.findIndex(({ busy }) => (busy & -busy) === 1 << slot);
    sink.addClause([...broken, -hasMet[slot]!, ...present([hasMet[slot - 1], starts[index]])]);
  }
  // Who cannot do without a break had better have only one.
  if (unbroken.length === 0 && meetings.length > 2)
    encodeLayouts(sink, listOnceBrokenLayouts(sets, slotCount), present([counted[1]]), here, rows);
  return counted;
}

/** One of the layouts holds, or else one of `unless`; gives the literal of each layout. */
function encodeLayouts(
  sink: ClauseSink,
  layouts: readonly Layout[],
  unless: readonly number[],
  here: readonly (number | undefined)[],
  rows: readonly (readonly (number | undefined)[])[],
): number[] {
  const literals = layouts.map(() => sink.newVariable());
  sink.addClause([...unless, ...literals]);
  layouts.forEach(({ busy, possible }, index) => {
    const layout = literals[index]!;
    here.forEach((now, slot) => {
      if (now !== undefined) sink.addClause([-layout, (busy & (1 << slot)) === 0 ? -now : now]);
    });
    rows.forEach((row, meeting) =>
      row.forEach((literal, slot) => {
        const isOut = (busy & ~possible[meeting]! & (1 << slot)) !== 0;
        if (literal !== undefined && isOut) sink.addClause([-layout, -literal]);
      }),
    );
  });
  // The other way round, so that what no layout left supports is ruled out at once.
  const support = (literal: number, isSupporting: (layout: Layout) => boolean): void =>
    sink.addClause([-literal, ...unless, ...literals.filter((_, index) => isSupporting(layouts[index]!))]);
  here.forEach((now, slot) => {
    if (now === undefined) return;
    support(now, ({ busy }) => (busy & (1 << slot)) !== 0);
    support(-now, ({ busy }) => (busy & (1 << slot)) === 0);
  });
  rows.forEach((row, meeting) =>
    row.forEach((literal, slot) => {
      if (literal !== undefined) support(literal, ({ possible }) => (possible[meeting]! & (1 << slot)) !== 0);
    }),
  );
  return literals;
}

/** Breaks of any two differ by no more than `fairness`: who has one more than that needs everybody to have one. */
function encodeFairness(sink: ClauseSink, breaks: BreakVariables, isCapped: boolean): void {
  const most = Math.max(0, ...breaks.map((counted) => counted.length));
  for (let least = 0; least + fairness < most; least++) {
    const everybody = isCapped ? null : sink.newVariable();
    for (const counted of breaks) {
      const tooMany = counted[least + fairness];
      if (tooMany !== undefined) sink.addClause(everybody === null ? [-tooMany] : [-tooMany, everybody]);
      if (everybody !== null) sink.addClause([-everybody, ...present([counted[least]])]);
    }
  }
}

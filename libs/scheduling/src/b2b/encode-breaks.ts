import { listBlockWindows } from './block-windows.js';
import type { ClauseSink } from './cnf/clause-sink.js';
import { addTotalizer } from './cnf/totalizer.js';
import { type AgendaVariables, type EncodedProblem, present } from './encode-agendas.js';
import { fairness } from './instance.js';

/** Per participant: `breaks[p][i]` must hold when p has more than i breaks. */
export type BreakVariables = number[][];

export function encodeBreaks(sink: ClauseSink, problem: EncodedProblem, agendas: AgendaVariables): BreakVariables {
  const breaks = problem.own.map((meetings, participant) =>
    meetings.length < 2 ? [] : encodeOwnBreaks(sink, problem, agendas, participant),
  );
  encodeFairness(sink, breaks);
  return breaks;
}

function encodeOwnBreaks(
  sink: ClauseSink,
  { instance, possible, own }: EncodedProblem,
  { held, busy }: AgendaVariables,
  participant: number,
): number[] {
  const meetings = own[participant]!;
  const { slotCount } = instance;
  const here = busy[participant]!;
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
  }
  // One output more than fairness allows, to be forbidden, where others have no break at all.
  const counted = addTotalizer(sink, restarts, Math.min(meetings.length - 1, fairness + 1), false);
  const isBroken = counted[0]!;
  for (let slot = 0; slot < slotCount; slot++) {
    const afterBlock = willMeet[slot + meetings.length];
    if (afterBlock !== undefined) sink.addClause([isBroken, -hasMet[slot]!, -afterBlock]);
    sink.addClause([isBroken, -hasMet[slot]!, -willMeet[slot]!, ...present([here[slot]])]);
  }

  const windows = listBlockWindows(
    meetings.map((meeting) => possible[meeting]!),
    slotCount,
  );
  const starts = windows.map(() => sink.newVariable());
  sink.addClause([isBroken, ...starts]);
  for (let slot = 0; slot < slotCount; slot++) {
    const index = windows.findIndex((window) => window.start === slot);
    sink.addClause([isBroken, -hasMet[slot]!, ...present([hasMet[slot - 1], starts[index]])]);
  }
  windows.forEach((window, index) => {
    const start = -starts[index]!;
    const end = window.start + meetings.length;
    for (let slot = 0; slot < slotCount; slot++) {
      const now = here[slot];
      if (now !== undefined) sink.addClause([start, slot >= window.start && slot < end ? now : -now]);
    }
    meetings.forEach((meeting, row) => {
      for (let slot = window.start; slot < end; slot++) {
        const literal = held[meeting]![slot];
        if (literal !== undefined && (window.possible[row]! & (1 << slot)) === 0) sink.addClause([start, -literal]);
      }
    });
  });
  return counted;
}

function encodeFairness(sink: ClauseSink, breaks: BreakVariables): void {
  for (const counted of breaks) if (counted[fairness] !== undefined) sink.addClause([-counted[fairness]]);
}

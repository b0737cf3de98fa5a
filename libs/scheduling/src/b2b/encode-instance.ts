import { type AgendaVariables, encodeAgendas, type EncodedProblem } from './encode-agendas.js';
import { encodeBreaks } from './encode-breaks.js';
import { encodeTables, type TableStyle } from './encode-tables.js';
import type { ClauseSink } from './cnf/clause-sink.js';
import type { SatSolver } from './sat-solver.js';

/** An instance as clauses, with what is needed to count breaks and to read a schedule. */
export interface Encoding {
  held: AgendaVariables['held'];
  /** Literals of which at least as many hold as the schedule has breaks. */
  breaks: number[];
}

export function encodeInstance(sink: ClauseSink, problem: EncodedProblem, tables: TableStyle): Encoding {
  const agendas = encodeAgendas(sink, problem);
  const breaks = encodeBreaks(sink, problem, agendas);
  encodeTables(sink, problem, agendas, tables);
  return { held: agendas.held, breaks: breaks.flat() };
}

/** The slot of each meeting in the model of the solver. */
export function readSlots(solver: SatSolver, { held }: Encoding): number[] {
  return held.map((row) => row.findIndex((literal) => literal !== undefined && solver.value(literal)));
}

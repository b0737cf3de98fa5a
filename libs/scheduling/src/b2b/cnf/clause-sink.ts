/** Takes clauses: lists of literals, v or −v of a variable v ≥ 1, of which at least one must hold. */
export interface ClauseSink {
  newVariable(): number;
  addClause(literals: readonly number[]): void;
}

/** Of any two literals at most one holds. */
export function addAtMostOne(sink: ClauseSink, literals: readonly number[]): void {
  for (let a = 0; a < literals.length; a++)
    for (let b = a + 1; b < literals.length; b++) sink.addClause([-literals[a]!, -literals[b]!]);
}

/** A literal that holds exactly when one of `literals` does. */
export function defineAny(sink: ClauseSink, literals: readonly number[]): number {
  if (literals.length === 1) return literals[0]!;
  const any = sink.newVariable();
  for (const literal of literals) sink.addClause([-literal, any]);
  sink.addClause([-any, ...literals]);
  return any;
}

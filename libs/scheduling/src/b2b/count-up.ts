import { addTotalizer } from './cnf/totalizer.js';
import { type Encoding, readSlots } from './encode-instance.js';
import type { SatSolver, SearchRecord } from './sat-solver.js';

/**
 * Asks for a schedule of as many breaks as are proven necessary, then for one more, until there is one; starts over from
 * wherever the others have come. Before that it asks for any schedule, should nobody have one. Ends when the bounds meet,
 * or when the solver is interrupted and the bounds stand still.
 */
export function countUp(solver: SatSolver, encoding: Encoding, record: SearchRecord): void {
  if (!findAny(solver, encoding, record)) return;
  let counted: number[] = [];
  while (record.lower < record.upper) {
    const breaks = record.lower;
    if (counted.length <= breaks && counted.length < encoding.breaks.length)
      counted = addTotalizer(solver, encoding.breaks, Math.max(4, 2 * breaks), false);
    const tooMany = counted[breaks];
    const found = solver.solve(tooMany === undefined ? [] : [-tooMany]);
    if (found === 'satisfiable') record.offer(readSlots(solver, encoding));
    else if (found === 'unsatisfiable' && tooMany === undefined) return record.refute();
    else if (found === 'unsatisfiable') record.raiseLower(breaks + 1);
    else if (record.lower === breaks) return;
  }
}

/** Asks for any schedule, as long as nobody has one; false when there is none. */
export function findAny(solver: SatSolver, encoding: Encoding, record: SearchRecord): boolean {
  if (record.upper < Infinity) return true;
  const found = solver.solve([], () => record.upper < Infinity);
  if (found === 'unsatisfiable') record.refute();
  if (found === 'satisfiable') record.offer(readSlots(solver, encoding));
  return found !== 'unsatisfiable';
}

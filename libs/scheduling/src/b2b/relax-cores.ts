import { addTotalizer } from './cnf/totalizer.js';
import { type Encoding, readSlots } from './encode-instance.js';
import type { SatSolver, SearchRecord } from './sat-solver.js';

/**
 * Core-guided search: assumes that nobody has a break; each set of assumptions that fails together costs one break and is
 * relaxed by one, through a counter of its members. The first schedule that is found is best.
 * OLL, after Andres, Kaufmann, Matheis and Schaub, ICLP 2012, and Morgado, Dodaro and Marques-Silva, CP 2014.
 */
export function relaxCores(solver: SatSolver, encoding: Encoding, record: SearchRecord): void {
  const assumed = new Set(encoding.breaks.map((literal) => -literal));
  /** What to assume in place of a counter's output that has failed. */
  const weaker = new Map<number, number>();
  let proven = 0;
  while (record.lower < record.upper) {
    const found = solver.solve([...assumed]);
    if (found === 'unknown') return;
    if (found === 'satisfiable') return record.offer(readSlots(solver, encoding));
    const core = shrinkCore(
      solver,
      [...assumed].filter((literal) => solver.hasFailed(literal)),
    );
    if (core.length === 0) return record.refute();
    record.raiseLower((proven += 1));
    for (const literal of core) {
      assumed.delete(literal);
      const next = weaker.get(literal);
      if (next !== undefined) assumed.add(next);
    }
    const broken = core.map((literal) => -literal);
    solver.addClause(broken);
    const counted = addTotalizer(solver, broken, broken.length, false);
    for (let i = 1; i < counted.length; i++) {
      if (i === 1) assumed.add(-counted[i]!);
      if (i + 1 < counted.length) weaker.set(-counted[i]!, -counted[i + 1]!);
    }
  }
}

/** Solves with the core alone, which often leaves a smaller one, until it no longer does. */
function shrinkCore(solver: SatSolver, core: number[]): number[] {
  while (core.length > 1) {
    if (solver.solve(core) !== 'unsatisfiable') return core;
    const smaller = core.filter((literal) => solver.hasFailed(literal));
    if (smaller.length === core.length) return core;
    core = smaller;
  }
  return core;
}

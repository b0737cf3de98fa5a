import { CoreAssumptions } from './core-assumptions.js';
import type { CoreLog } from './core-log.js';
import { type Encoding, readSlots } from './encode-instance.js';
import type { SatSolver, SearchRecord } from './sat-solver.js';

/**
 * Core-guided search: assumes that nobody has a break; each set of assumptions that fails together costs one break and is
 * relaxed by one. The first schedule that is found is best.
 *
 * Searches with the same problem and `log` share what they prove: whoever comes first with a core spares the others its
 * proof. Ends when the bounds meet, the solver is interrupted, or the log is full.
 */
export function relaxCores(solver: SatSolver, encoding: Encoding, record: SearchRecord, log: CoreLog): void {
  const assumptions = new CoreAssumptions(solver, encoding.breaks);
  for (let relaxed = 0; record.lower < record.upper;) {
    if (log.count > relaxed) {
      assumptions.relax(log.read(relaxed));
      record.raiseLower((relaxed += 1));
      continue;
    }
    const isOutrun = (): boolean => log.count > relaxed;
    const tried = assumptions.current;
    const found = solver.solve(assumptions.literalsOf(tried), isOutrun);
    if (found === 'satisfiable') return record.offer(readSlots(solver, encoding));
    if (found === 'unknown' && !isOutrun()) return;
    if (found === 'unknown') continue;
    const core = shrinkCore(solver, assumptions, tried, isOutrun);
    if (core.length === 0) return record.refute();
    if (!log.append(relaxed, core)) return;
  }
}

/** Solves with the failed assumptions alone, which often leaves a smaller set of them, until it no longer does. */
function shrinkCore(
  solver: SatSolver,
  assumptions: CoreAssumptions,
  tried: readonly number[],
  isOutrun: () => boolean,
): number[] {
  const listFailed = (numbers: readonly number[]): number[] =>
    numbers.filter((number) => solver.hasFailed(assumptions.literalsOf([number])[0]!));
  let core = listFailed(tried);
  while (core.length > 1) {
    if (solver.solve(assumptions.literalsOf(core), isOutrun) !== 'unsatisfiable') return core;
    const smaller = listFailed(core);
    if (smaller.length === core.length) return core;
    core = smaller;
  }
  return core;
}

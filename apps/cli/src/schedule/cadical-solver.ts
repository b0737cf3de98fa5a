import { Cadical } from 'cadical-wasm';
import type { SatSolver } from '#scheduling/b2b';

/**
 * CaDiCaL in WebAssembly as the SAT solver of a search.
 *
 * @param isInterrupted asked all the time while it solves; when true it ends with `unknown`
 */
export async function openCadical(
  options: { seed: number; stabilizeonly?: boolean; inprocessing?: boolean; chrono?: number },
  isInterrupted: () => boolean,
): Promise<SatSolver> {
  const cadical = await Cadical.create({ quiet: true, ...options });
  let isOutrun = never;
  cadical.setTerminate(() => isInterrupted() || isOutrun());
  let variables = 0;
  return {
    newVariable: () => (variables += 1),
    addClause: (literals) => cadical.addClause(literals),
    solve: (assumptions, isOutrunNow = never) => {
      isOutrun = isOutrunNow;
      return cadical.solve({ assumptions });
    },
    value: (literal) => cadical.value(literal),
    hasFailed: (assumption) => cadical.failed(assumption),
  };
}

const never = (): boolean => false;

import { parentPort, workerData } from 'node:worker_threads';
import { countBreaks, countUp, encodeInstance, type EncodedProblem, relaxCores } from '#scheduling';
import { openCadical } from './cadical-solver.js';
import { SharedBounds } from './shared-bounds.js';

export interface B2bThreadTask {
  problem: EncodedProblem;
  strategy: 'count-up' | 'relax-cores';
  seed: number;
  bounds: SharedArrayBuffer;
}

export type B2bThreadReport = { slots: number[] } | 'refuted' | 'bound';

const { problem, strategy, seed, bounds: memory } = workerData as B2bThreadTask;
const bounds = new SharedBounds(memory);
const report = (message: B2bThreadReport): void => parentPort!.postMessage(message);

/** The bound that the solver works on: when another thread has passed it, its answer is no longer wanted. */
let lowerSeen = 0;
const isInterrupted = (): boolean =>
  bounds.lower >= bounds.upper || (strategy === 'count-up' && bounds.lower > lowerSeen);

// In its stable mode alone CaDiCaL finds schedules several times as fast, and proofs hardly more slowly.
const solver = await openCadical({ seed, stabilizeonly: true }, isInterrupted);
const encoding = encodeInstance(solver, problem);
const search = strategy === 'count-up' ? countUp : relaxCores;
search(solver, encoding, {
  get lower() {
    return (lowerSeen = bounds.lower);
  },
  get upper() {
    return bounds.upper;
  },
  raiseLower: (breaks) => {
    bounds.raiseLower(breaks);
    report('bound');
  },
  offer: (slots) => {
    bounds.lowerUpper(countBreaks(problem, slots));
    report({ slots: [...slots] });
  },
  refute: () => report('refuted'),
});

import { parentPort, workerData } from 'node:worker_threads';
import { countBreaks, encodeInstance, type EncodedProblem, findAny, relaxCores, type SearchRecord } from '#scheduling/b2b';
import { openCadical } from './cadical-solver.js';
import { SharedBounds } from './shared-bounds.js';

export interface B2bThreadTask {
  problem: EncodedProblem;
  /** Whether to ask for any schedule first, should local search have none. */
  isFirst: boolean;
  seed: number;
  bounds: SharedArrayBuffer;
}

export type B2bThreadReport = { slots: number[] } | 'refuted' | 'bound';

const { problem, isFirst, seed, bounds: memory } = workerData as B2bThreadTask;
const bounds = new SharedBounds(memory);
const report = (message: B2bThreadReport): void => parentPort!.postMessage(message);

const record: SearchRecord = {
  get lower() {
    return bounds.lower;
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
};

// In its stable mode alone CaDiCaL finds schedules several times as fast, and proofs hardly more slowly.
const solver = await openCadical({ seed, stabilizeonly: true }, () => bounds.lower >= bounds.upper);
const encoding = encodeInstance(solver, problem);
if (!isFirst || findAny(solver, encoding, record)) relaxCores(solver, encoding, record);

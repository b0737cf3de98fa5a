import { parentPort, workerData } from 'node:worker_threads';
import { countBreaks, encodeInstance, type EncodedProblem, findAny, relaxCores, type SearchRecord } from '#scheduling';
import { openCadical } from './cadical-solver.js';
import { SharedBounds } from './shared-bounds.js';

export interface B2bThreadTask {
  problem: EncodedProblem;
  /** Whether CaDiCaL stays in its stable mode, which finds schedules sooner; else it alternates, which may prove sooner. */
  isStable: boolean;
  seed: number;
  bounds: SharedArrayBuffer;
}

export type B2bThreadReport = { slots: number[] } | 'refuted' | 'bound';

const { problem, isStable, seed, bounds: memory } = workerData as B2bThreadTask;
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

const solver = await openCadical({ seed, stabilizeonly: isStable }, () => bounds.lower >= bounds.upper);
const encoding = encodeInstance(solver, problem);
if (isStable || findAny(solver, encoding, record)) relaxCores(solver, encoding, record);

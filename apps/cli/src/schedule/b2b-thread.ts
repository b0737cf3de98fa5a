import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import {
  countBreaks,
  encodeInstance,
  type EncodedProblem,
  findAny,
  relaxCores,
  type SearchRecord,
  type TableStyle,
} from '#scheduling/b2b';
import { openCadical } from './cadical-solver.js';
import { SharedBounds } from './shared-bounds.js';
import { SharedCores } from './shared-cores.js';

/** What a thread starts with; the problem, an `EncodedProblem`, comes as a message when it is ready. */
export interface B2bThreadTask {
  tables: TableStyle;
  seed: number;
  bounds: SharedArrayBuffer;
  cores: SharedArrayBuffer;
}

export type B2bThreadReport = { slots: number[] } | 'refuted' | 'bound';

const task = workerData as B2bThreadTask;
const bounds = new SharedBounds(task.bounds);
const report = (message: B2bThreadReport): void => parentPort!.postMessage(message);

const received = once(parentPort!, 'message');
// The search with the tables told twice proves, the other finds. In its stable mode alone CaDiCaL finds schedules several
// times as fast; the longest proof, of forum-13crafb, took 11 s in that mode, 6 s in both modes, 4 s without
// simplification in between. Without chronological backtracking the last schedule of ticf-13crafb took 3 to 8 s by seed,
// with it 6 to 26 s.
const style = task.tables === 'once' ? { stabilizeonly: true } : { inprocessing: false };
const solver = await openCadical({ seed: task.seed, chrono: 0, ...style }, () => bounds.lower >= bounds.upper);
const [problem] = (await received) as [EncodedProblem];

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

const encoding = encodeInstance(solver, problem, task.tables);
if (findAny(solver, encoding, record)) relaxCores(solver, encoding, record, new SharedCores(task.cores));

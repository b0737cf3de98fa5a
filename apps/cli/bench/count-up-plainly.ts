import { readFileSync } from 'node:fs';
import { countUp, readInstance } from '#scheduling/b2b';
import { encodeAsPublished } from '../../../libs/scheduling/test/b2b/published-encoding.js';
import { openCadical } from '../src/schedule/cadical-solver.js';

// What the benchmark compares with: the published encoding, counted up from no breaks, in one thread.
// Prints {"breaks","bound","seconds"}; breaks null when the time was over first.
const [file, timeLimit] = process.argv.slice(2);
const instance = readInstance(readFileSync(file!, 'utf8'));
let lower = 0;
let found: number | null = null;
const solver = await openCadical({ seed: 1 }, () => performance.now() > Number(timeLimit) * 1000);
countUp(solver, encodeAsPublished(solver, instance), {
  get lower() {
    return lower;
  },
  // A value that no schedule exceeds: only the bound is counted up here.
  get upper() {
    return found ?? 1_000_000;
  },
  raiseLower: (breaks) => (lower = breaks),
  offer: () => (found = lower),
  refute: () => (found = null),
});
process.stdout.write(`${JSON.stringify({ breaks: found, bound: lower, seconds: performance.now() / 1000 })}\n`);

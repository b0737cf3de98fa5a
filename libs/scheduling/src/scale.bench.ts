/**
 * Large forums: weight and breaks beside their bounds and beside first fit, time and memory.
 * `npm run bench:schedules -- --scale [--seed N] [--size small|large|growth|one-day] [--family NAME] [--cpu]]`
 * With `--cpu` the limits are of processor time: for a machine on which others work too.
 */
import { parseArgs } from 'node:util';
import { firstFit } from '../test/first-fit.js';
import { drawLargeProblem, families, type Family, type Size } from '../test/scale-problem.js';
import { checkSchedule, solve } from './index.js';

const small: Size = { participants: 1000, slots: 24, meetings: 8000 };
const large: Size = { participants: 5000, slots: 40, meetings: 50_000 };
/** Growth takes the uniform family alone, at the time of the small size per request. */
const growth = [250, 500, 1000, 2000, 4000].map((participants) => {
  return { size: { participants, slots: 24, meetings: 8 * participants }, seconds: participants / 200 };
});
const sets: Record<string, { size: Size; seconds: number }[]> = {
  small: [{ size: small, seconds: 5 }],
  large: [{ size: large, seconds: 30 }],
  'one-day': [
    { size: { ...small, slotsPerDay: small.slots }, seconds: 5 },
    { size: { ...large, slotsPerDay: large.slots }, seconds: 30 },
  ],
  growth,
};
/** What is left of the limit after the search: tables, bounds and causes. */
const searchShare = 0.9;

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    size: { type: 'string' },
    family: { type: 'string' },
    cpu: { type: 'boolean', default: false },
  },
});
const seed = Number(values.seed);

function secondsSince(startedAt: number, cpuBefore: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(cpuBefore);
  return values.cpu ? (user + system) / 1e6 : (performance.now() - startedAt) / 1000;
}

function measure(family: Family, size: Size, seconds: number): string {
  const problem = drawLargeProblem(family, size, seed);
  const simple = firstFit(problem);
  const cpuBefore = process.cpuUsage();
  const startedAt = performance.now();
  const result = solve(problem, {
    seed,
    maxSteps: Number.MAX_SAFE_INTEGER,
    timeUsed: () => secondsSince(startedAt, cpuBefore) / (seconds * searchShare),
  });
  const took = (performance.now() - startedAt) / 1000;
  const { user, system } = process.cpuUsage(cpuBefore);
  const checkedFrom = performance.now();
  const violations = checkSchedule(problem, result);
  const checked = (performance.now() - checkedFrom) / 1000;
  const { weight, maxWeight, breaks, minBreaks, steps } = result.evidence;
  const percent = (value: number): string => `${(100 * value).toFixed(2)} %`;
  return [
    `${family} ${size.participants} × ${size.slots} × ${size.meetings}`,
    `weight ${weight} of at most ${maxWeight} (${percent(1 - weight / maxWeight)} below)`,
    `breaks ${breaks} of at least ${minBreaks} (gap ${percent(breaks === 0 ? 0 : 1 - minBreaks / breaks)})`,
    `first fit ${simple.breaks} (${percent(breaks / simple.breaks)}) with weight ${simple.weight}`,
    `${took.toFixed(1)} s (CPU ${((user + system) / 1e6).toFixed(1)} s), ${steps} steps, check ${checked.toFixed(1)} s`,
    `${violations.length} violations${violations.length > 0 ? ` (${violations[0]!.message})` : ''}`,
    `${Math.round(process.resourceUsage().maxRSS / 1024)} MB at most`,
  ].join(' | ');
}

for (const [name, set] of Object.entries(sets)) {
  if (values.size === undefined ? name === 'one-day' : values.size !== name) continue;
  process.stdout.write(`${name}\n`);
  const few = name === 'growth' ? families.slice(0, 1) : families;
  for (const { size, seconds } of set) {
    for (const family of few) {
      if (values.family === undefined || values.family === family)
        process.stdout.write(`${measure(family, size, seconds)}\n`);
    }
  }
}

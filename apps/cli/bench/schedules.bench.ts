import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkB2b, readInstance } from '#scheduling/b2b';
import { readNumber, readOptions } from '../src/schedule/read-options.js';
import type { B2bAnswer } from '../src/schedule/solve-b2b.js';
import { makeFreshInstance } from './fresh-instance.js';
import { nativeSecondsOfOriginals, publishedResults } from './published-results.js';
import { writeInstance } from './write-instance.js';

// npm run bench:schedules -- --scale …: large forums, see scale.bench.ts.
// npm run bench:schedules [-- --seed N] [--only TEXT]: the published instances, and five fresh ones made with the seed.
const folder = fileURLToPath(new URL('../../../../shared/data/b2bsp/', import.meta.url));
const variants = { original: 'original', fixed020: 'fixed020-Forb', prec15: 'prec15' } as const;
const timeLimitSeconds = 60;
/** One of each family, the two hardest among them. */
const renewed = ['tic-13crafc', 'forumt-14crafe', 'forum-13crafc', 'forum-14', 'ticf-13crafb'];

if (process.argv[2] === '--scale') {
  const scale = fileURLToPath(new URL('../../../libs/scheduling/src/scale.bench.ts', import.meta.url));
  process.exit(
    spawnSync(process.execPath, [...process.execArgv, scale, ...process.argv.slice(3)], { stdio: 'inherit' }).status ??
      1,
  );
}

const values = readOptions(process.argv.slice(2), ['seed', 'only'], '[--seed N] [--only TEXT]');
const seed = readNumber('seed', values.get('seed') ?? '0', { least: 0, most: 1_000_000_000, isWhole: true });
const only = values.get('only') ?? '';

if (existsSync(folder)) {
  console.log(
    `seed ${seed}, limit ${timeLimitSeconds} s each, ${cpus().length} cores, load ${loadavg()[0]!.toFixed(1)}, node ${process.version}`,
  );
  measurePublished();
  measureFresh();
} else {
  console.log('skipped: the published instances, ../shared/data/b2bsp, are not beside this checkout');
}

function measurePublished(): void {
  console.log('times in seconds: ours from the start of the process; published ones for the originals alone');
  print('instance', 'status', 'breaks', 'publ.', 'bound', 'first', 'best', 'proof', 'MaxSAT', 'Chuffed', 'Cplex');
  for (const [variant, ending] of Object.entries(variants) as [keyof typeof variants, string][]) {
    let total = 0;
    let worst = 0;
    let agreeing = 0;
    const names = Object.keys(publishedResults).filter((name) => `${name}.${variant}`.includes(only));
    for (const name of names) {
      const published = publishedResults[name]!;
      const answer = solve(join(folder, `${name}.${ending}.dzn`));
      const expected = published[variant];
      const isProven = answer.status === 'OPTIMAL' || answer.status === 'INFEASIBLE';
      if (isProven && answer.breaks === expected) agreeing += 1;
      total += answer.seconds;
      worst = Math.max(worst, answer.seconds);
      const { maxSat, chuffed, cplex } = published.seconds;
      const times = variant === 'original' ? [maxSat, chuffed ?? 'open', cplex ?? 'open'] : [];
      print(
        `${name}.${variant}`,
        answer.status,
        answer.breaks ?? '–',
        expected ?? '–',
        answer.bound ?? '–',
        answer.firstFeasibleSeconds ?? '–',
        answer.bestSeconds ?? '–',
        isProven ? answer.seconds : 'open',
        ...times,
      );
    }
    if (names.length === 0) continue;
    const native = variant === 'original' ? `; native UWrMaxSat ${nativeSecondsOfOriginals} s altogether` : '';
    console.log(
      `${variant}: ${agreeing} of ${names.length} proven with the published value, ` +
        `${total.toFixed(1)} s altogether, worst ${worst.toFixed(1)} s${native}\n`,
    );
  }
}

/** Fresh instances, each beside plain counting-up with the published encoding, one after the other on the same machine. */
function measureFresh(): void {
  const scratch = mkdtempSync(join(tmpdir(), 'fresh-instances-'));
  try {
    console.log(`fresh instances: renamed, reversed in time, 3 % of the forbidden slots drawn anew`);
    print('fresh from', 'status', 'breaks', '', 'bound', 'first', 'best', 'proof', 'plain', 'ratio');
    const draw = makeDraw(seed);
    for (const name of renewed.filter((one) => `${one}.fresh`.includes(only))) {
      const instance = readInstance(readFileSync(join(folder, `${name}.original.dzn`), 'utf8'));
      const file = join(scratch, `${name}.dzn`);
      writeFileSync(file, writeInstance(makeFreshInstance(instance, draw)));
      const answer = solve(file);
      const plain = countUpPlainly(file);
      if (plain.breaks !== null && answer.status === 'OPTIMAL' && plain.breaks !== answer.breaks)
        throw new Error(`${name}: ${answer.breaks} breaks, plain counting-up finds ${plain.breaks}`);
      const isOpen = plain.breaks === null;
      print(
        name,
        answer.status,
        answer.breaks ?? '–',
        '',
        answer.bound ?? '–',
        answer.firstFeasibleSeconds ?? '–',
        answer.bestSeconds ?? '–',
        answer.seconds,
        `${isOpen ? '> ' : ''}${plain.seconds.toFixed(1)}`,
        `${isOpen ? '> ' : ''}${(plain.seconds / answer.seconds).toFixed(1)}`,
      );
    }
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

/** Runs the command as a person would, and checks its schedule again. */
function solve(file: string): B2bAnswer {
  const given = ['--b2bsp', file, '--time-limit', String(timeLimitSeconds), '--seed', String(seed)];
  const answer = run<B2bAnswer>(new URL('../src/schedule.ts', import.meta.url), given);
  if (answer.placements.length === 0) return answer;
  const placements = answer.placements.map(({ slot, table }) => ({ slot: slot - 1, table: table - 1 }));
  const { violations, breaks } = checkB2b(readInstance(readFileSync(file, 'utf8')), placements);
  if (violations.length > 0 || breaks !== answer.breaks) throw new Error(`${file}: ${violations.join('; ')}`);
  return answer;
}

function countUpPlainly(file: string): { breaks: number | null; bound: number; seconds: number } {
  return run(new URL('./count-up-plainly.ts', import.meta.url), [file, String(timeLimitSeconds)]);
}

/** What a command of ours prints. */
function run<Answer>(command: URL, given: readonly string[]): Answer {
  const args = [...process.execArgv, fileURLToPath(command), ...given];
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${args.join(' ')}: ${stderr}`);
  return JSON.parse(stdout) as Answer;
}

/**
 * Park and Miller's generator; draws with it are even enough for a shuffle. Not `seededRandom` of #scheduling: that draws
 * other numbers from the same seed, hence other instances than those of docs/benchmarks.md.
 */
function makeDraw(start: number): (count: number) => number {
  let state = (start % 2147483646) + 1;
  return (count) => {
    state = (state * 48271) % 2147483647;
    return state % count;
  };
}

function print(...cells: (string | number)[]): void {
  console.log(cells.map((cell, index) => (index === 0 ? `${cell}`.padEnd(24) : `${cell}`.padStart(10))).join(''));
}

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { checkProblem, type Placement, type SchedulingProblem } from '#scheduling';
import type { ProblemAnswer } from '../src/schedule/problem-answer.js';
import { differencesFrom } from './json-schema.js';

interface Ended {
  code: number;
  output: string;
  errors: string[];
}

const readSchema = (name: string) => JSON.parse(readFileSync(`docs/${name}.schema.json`, 'utf8')) as object;
const problemSchema = readSchema('schedule-problem');
const scheduleSchema = readSchema('schedule');
const example = /```json\n(.*?)```/s.exec(readFileSync('docs/schedule-command.md', 'utf8'))![1]!;
const problem = JSON.parse(example) as SchedulingProblem;

function run(command: string, ...args: string[]): Promise<Ended> {
  return new Promise((resolve) => {
    execFile('npm', ['run', '--silent', command, '--', ...args], (error, output, errors) => {
      const lines = errors.split('\n').filter((line) => line !== '' && !line.startsWith('npm '));
      resolve({ code: error === null ? 0 : Number(error.code), output, errors: lines });
    });
  });
}

describe('npm run schedule -- --problem', () => {
  let folder: string;
  const file = (name: string) => path.join(folder, name);
  const write = (name: string, value: unknown) => fs.writeFile(file(name), JSON.stringify(value));
  beforeAll(async () => {
    folder = await fs.mkdtemp(path.join(tmpdir(), 'schedule-'));
    await fs.writeFile(file('problem.json'), example);
  });
  afterAll(() => fs.rm(folder, { recursive: true }));

  it('solves the example of its manual, and the checker has nothing against it', async () => {
    const ended = await run('schedule', '--problem', file('problem.json'), '--time-limit', '20', '--seed', '3');
    expect(ended).toMatchObject({ code: 0, errors: [] });
    const answer = JSON.parse(ended.output) as { placements: Placement[] };
    expect(answer).toMatchObject({
      status: 'OPTIMAL',
      published: null,
      evidence: { weight: 7, maxWeight: 7, breaks: 0, fairness: { asked: 1, reached: 0, isProven: true }, seed: 3 },
    });
    expect(differencesFrom(scheduleSchema, answer)).toEqual([]);
    await write('schedule.json', answer);
    const check = ['--problem', file('problem.json'), '--schedule'];
    expect(await run('check-schedule', ...check, file('schedule.json'))).toEqual({ code: 0, output: '', errors: [] });

    const [first, second] = answer.placements;
    await write('broken.json', { ...answer, placements: [first, { ...second, slot: first!.slot }] });
    const broken = await run('check-schedule', ...check, file('broken.json'));
    expect(broken.code).toBe(1);
    expect(broken.output).toMatch(/^(table-taken: .*\n)(double-booking: .*\n)+/m);
  });

  it('gives the same schedule for the same steps and seed, and keeps what was published', async () => {
    const once = await run('schedule', '--problem', file('problem.json'), '--time-limit', '20', '--steps', '50');
    const again = await run('schedule', '--problem', file('problem.json'), '--time-limit', '20', '--steps', '50');
    const placementsOf = ({ output }: Ended): unknown => (JSON.parse(output) as { placements: unknown }).placements;
    expect(placementsOf(again)).toEqual(placementsOf(once));

    await write('previous.json', { placements: [{ meeting: 'BC', slot: 's0', table: 't0' }] });
    const kept = await run(
      'schedule',
      ...['--problem', file('problem.json'), '--time-limit', '20'],
      ...['--previous', file('previous.json'), '--max-moves', '0'],
    );
    const answer = JSON.parse(kept.output) as { placements: Placement[]; evidence: { moved: number } };
    expect(answer.evidence.moved).toBe(0);
    expect(answer.placements).toContainEqual({ meeting: 'BC', slot: 's0', table: 't0' });
    expect(differencesFrom(scheduleSchema, answer)).toEqual([]);
    await write('kept.json', answer);
    const checked = await run('check-schedule', '--problem', file('problem.json'), '--schedule', file('kept.json'));
    expect(checked).toEqual({ code: 0, output: '', errors: [] });
  });

  it('gives the place of a published meeting to one of more weight only with --allow-unplace', async () => {
    await write('one-place.json', { ...problem, slots: [problem.slots[0]] });
    await write('published.json', { placements: [{ meeting: 'BC', slot: 's0', table: 't0' }] });
    const given = ['--problem', file('one-place.json'), '--previous', file('published.json')];
    const answerWith = async (...options: string[]): Promise<ProblemAnswer> => {
      const ended = await run('schedule', ...given, '--time-limit', '20', '--steps', '200', ...options);
      return JSON.parse(ended.output) as ProblemAnswer;
    };

    const kept = await answerWith();
    expect(kept.placements).toEqual([{ meeting: 'BC', slot: 's0', table: 't0' }]);
    const taken = await answerWith('--allow-unplace');
    expect(taken.placements).toEqual([{ meeting: 'ABC', slot: 's0', table: 't0' }]);
    expect(taken).toMatchObject({ evidence: { weight: 3, moved: 1 }, published: { allowUnplace: true } });
    expect(differencesFrom(scheduleSchema, taken)).toEqual([]);

    const check = async (answer: ProblemAnswer): Promise<string> => {
      await write('judged.json', answer);
      return (await run('check-schedule', '--problem', file('one-place.json'), '--schedule', file('judged.json')))
        .output;
    };
    expect(await check(taken)).toBe('');
    expect(await check({ ...taken, published: { ...taken.published!, allowUnplace: false } })).toMatch(
      /^published-unplaced: /,
    );
  });

  it('ends with 2 and a line per fault, naming path, value and what is allowed', async () => {
    const wrong = ['--time-limit', '0', '--seed', 'x', '--colour', 'red', '--max-moves', '1', '--allow-unplace=yes'];
    const badArguments = await run('schedule', '--problem', file('problem.json'), ...wrong);
    expect(badArguments.code).toBe(2);
    expect(badArguments.output).toBe('');
    expect(badArguments.errors.map((line) => line.split(':')[0])).toEqual([
      '"--colour"',
      '"red"',
      '--allow-unplace',
      '--time-limit',
      '--seed',
      '--max-moves',
      '--allow-unplace',
    ]);
    expect(badArguments.errors.slice(-2)).toEqual([
      '--max-moves: only with --previous',
      '--allow-unplace: only with --previous',
    ]);

    await write('bad.json', { ...problem, tables: [{ id: 't0', seats: 4, online: false }], fairness: -1 });
    const badProblem = await run('schedule', '--problem', file('bad.json'), '--time-limit', '5');
    expect(badProblem).toEqual({
      code: 2,
      output: '',
      errors: ['tables[0].seats: 4 is neither 2 nor 3', 'fairness: -1 is not a whole number from 0'],
    });
    const noFile = await run('check-schedule', '--problem', file('problem.json'), '--schedule', file('none.json'));
    expect(noFile).toMatchObject({ code: 2, output: '' });
    await write('odd.json', { placements: [{ meeting: 'AB', slot: 3, table: 't0' }], evidence: {}, unplaced: [] });
    const odd = await run('check-schedule', '--problem', file('problem.json'), '--schedule', file('odd.json'));
    expect(odd.code).toBe(2);
    expect(odd.errors).toEqual(
      expect.arrayContaining(['placements[0].slot: 3 is not text', 'evidence.weight: missing']),
    );
  });
});

describe('schedule-problem.schema.json', () => {
  it('takes what the command takes, and refuses what it refuses, apart from what depends on two places', () => {
    expect(differencesFrom(problemSchema, problem)).toEqual([]);
    const wrong: unknown[] = [null, '', 'x', -1, 0, 1.5, true, [], [[]], {}, 'zz', undefined];
    const twoPlaces =
      /: ".+" is (not the id of|the id of another|listed twice|not after)|: ".+" cannot come after itself/;
    let refused = 0;
    for (const place of placesOf(problem)) {
      for (const value of wrong) {
        const changed = structuredClone(problem) as unknown;
        setAt(changed, place, value);
        const faults = checkProblem(JSON.parse(JSON.stringify(changed))).filter((fault) => !twoPlaces.test(fault));
        const differences = differencesFrom(problemSchema, JSON.parse(JSON.stringify(changed)));
        expect({ place, value, isRefused: differences.length > 0 }).toEqual({
          place,
          value,
          isRefused: faults.length > 0,
        });
        if (faults.length > 0) refused++;
      }
    }
    expect(refused).toBeGreaterThan(300);
  });
});

/** Every place in the value, and one more key in each object. */
function placesOf(value: unknown): string[][] {
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.entries(value).flatMap(([key, one]) => [[key], ...placesOf(one).map((rest) => [key, ...rest])]);
  return Array.isArray(value) ? inside : [...inside, ['colour']];
}

function setAt(root: unknown, place: string[], value: unknown): void {
  const last = place.at(-1)!;
  const holder = place.slice(0, -1).reduce((at, key) => (at as Record<string, unknown>)[key], root);
  (holder as Record<string, unknown>)[last] = value;
}

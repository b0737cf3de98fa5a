import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';

interface Ended {
  code: number;
  output: string;
  errors: string[];
}

/** The instance of the manual and its answer. */
const manual = path.resolve('docs/published-schedules-command.md');
/** The instances lie beside the repository: their licence is not stated, so they are no part of it. */
const published = path.resolve('../shared/data/b2bsp');

function runSchedule(...args: string[]): Promise<Ended> {
  return new Promise((resolve) => {
    execFile('npm', ['run', '--silent', 'schedule', '--', ...args], (error, output, errors) => {
      // npm tells of settings of this machine that it does not know; the command itself says nothing else.
      const lines = errors.split('\n').filter((line) => line !== '' && !line.startsWith('npm '));
      resolve({ code: error === null ? 0 : Number(error.code), output, errors: lines });
    });
  });
}

describe('npm run schedule -- --b2bsp', () => {
  let folder: string;
  let example: string;
  let shown: string;
  beforeAll(async () => {
    folder = await fs.mkdtemp(path.join(tmpdir(), 'schedule-'));
    const text = await fs.readFile(manual, 'utf8');
    [example, shown] = ['minizinc', 'json'].map(
      (kind) => new RegExp(`\`\`\`${kind}\n(.*?)\`\`\``, 's').exec(text)![1]!,
    ) as [string, string];
    await fs.writeFile(path.join(folder, 'example.dzn'), example);
  });
  afterAll(() => fs.rm(folder, { recursive: true }));

  const file = (name: string): string => path.join(folder, name);

  it('answers as its manual shows, with one JSON object and nothing else', async () => {
    const ended = await runSchedule('--b2bsp', file('example.dzn'), '--time-limit', '60', '--seed', '7');

    expect(ended).toMatchObject({ code: 0, errors: [] });
    const { placements, ...found } = JSON.parse(ended.output) as Record<string, unknown>;
    const { placements: shownPlacements, ...expected } = JSON.parse(shown) as Record<string, unknown>;
    const seconds = {
      seconds: expect.any(Number),
      firstFeasibleSeconds: expect.any(Number),
      bestSeconds: expect.any(Number),
    };
    expect(found).toEqual({ ...expected, ...seconds });
    expect(placements).toHaveLength((shownPlacements as unknown[]).length);
    expect(ended.output.trimEnd()).not.toContain('\n');
  });

  it('says INFEASIBLE with the cause', async () => {
    await fs.writeFile(
      file('crowded.dzn'),
      example.replace('nTables = 2', 'nTables = 1').replace(/fixed = .*;/, 'fixed = [2, 0, 0, 2, 0];'),
    );

    const ended = await runSchedule('--b2bsp', file('crowded.dzn'), '--time-limit', '60');

    expect(ended.code).toBe(0);
    expect(JSON.parse(ended.output)).toMatchObject({
      status: 'INFEASIBLE',
      breaks: null,
      bound: null,
      placements: [],
      cause: 'The 3 meetings that must lie in slots 1 to 2 have only 2 places at the tables.',
    });
  });

  it('says UNKNOWN when the time is over before anything is found', async () => {
    const ended = await runSchedule('--b2bsp', file('example.dzn'), '--time-limit', '0');

    expect(ended.code).toBe(0);
    expect(JSON.parse(ended.output)).toMatchObject({ status: 'UNKNOWN', breaks: null, placements: [] });
  });

  it.each([
    [['--b2bsp', 'missing.dzn', '--time-limit', '1'], '--b2bsp: "missing.dzn" cannot be read (ENOENT)'],
    [
      ['--b2bsp', 'package.json', '--time-limit', '1'],
      '--b2bsp: "package.json": nBusiness: missing; this is not an instance of the benchmark',
    ],
    [['--b2bsp', 'package.json'], '--time-limit: missing; use --b2bsp FILE.dzn --time-limit SECONDS [--seed N]'],
    [['--b2bsp', 'package.json', '--time-limit', 'soon'], '--time-limit: "soon" is not a number from 0 to 1000000'],
    [
      ['--b2bsp', 'package.json', '--time-limit', '1', '--seed', '-1'],
      '--seed: "-1" is not a whole number from 0 to 1000000000',
    ],
    [
      ['--b2bsp', 'package.json', '--limit', '1'],
      '"--limit": not an argument; use --b2bsp FILE.dzn --time-limit SECONDS [--seed N]',
    ],
  ])('refuses %j with one line and exit code 2', async (args, line) => {
    expect(await runSchedule(...args)).toEqual({ code: 2, output: '', errors: [line] });
  });

  if (existsSync(published)) {
    // Bofill et al., JAIR 74 (2022).
    it.each([
      ['tic-12.original', 'OPTIMAL', 0],
      ['tic-12.fixed020-Forb', 'OPTIMAL', 1],
      ['ticf-13crafb.prec15', 'INFEASIBLE', null],
    ])('ends the published instance %s as %s with %j breaks', async (name, status, breaks) => {
      const ended = await runSchedule('--b2bsp', path.join(published, `${name}.dzn`), '--time-limit', '60');

      expect(JSON.parse(ended.output)).toMatchObject({ status, breaks, bound: breaks });
    });
  } else {
    process.stdout.write(`no published instances in ${published}: they are not solved\n`);
  }
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';

interface Ended {
  code: number;
  output: string;
  errors: string[];
}

/** The examples of the manual, in their order: directory, weights, answer. */
const [directory, weights, answer] = Array.from(
  readFileSync('docs/triples-command.md', 'utf8').matchAll(/```json\n(.*?)```/gs),
  ([, json]) => json!,
);

function runTriples(...args: string[]): Promise<Ended> {
  return new Promise((resolve) => {
    execFile('npm', ['run', '--silent', 'triples', '--', ...args], (error, output, errors) => {
      // npm tells of settings of this machine that it does not know; the command itself says nothing else.
      const lines = errors.split('\n').filter((line) => line !== '' && !line.startsWith('npm '));
      resolve({ code: error === null ? 0 : Number(error.code), output, errors: lines });
    });
  });
}

describe('npm run triples', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await fs.mkdtemp(path.join(tmpdir(), 'triples-'));
    await fs.writeFile(path.join(folder, 'directory.json'), directory!);
    await fs.writeFile(path.join(folder, 'weights.json'), weights!);
  });
  afterAll(() => fs.rm(folder, { recursive: true }));

  const file = (name: string) => path.join(folder, name);

  it('answers as its manual shows, with one JSON object and nothing else', async () => {
    const ended = await runTriples(
      ...['--directory', file('directory.json'), '--company', 'turbines-cn', '--top', '1'],
      ...['--weights', file('weights.json')],
    );

    expect(ended).toMatchObject({ code: 0, errors: [] });
    const { seconds, ...found } = JSON.parse(ended.output) as { seconds: Record<string, number> };
    const { seconds: shown, ...expected } = JSON.parse(answer!) as { seconds: Record<string, number> };
    expect(found).toStrictEqual(expected);
    expect(Object.keys(seconds)).toStrictEqual(Object.keys(shown));
    expect(ended.output.trimEnd()).not.toContain('\n');
  });

  it('ends without a word when whoever reads has seen enough', async () => {
    const companies = Array.from({ length: 900 }, (_, i) => ({
      ...JSON.parse(directory!).companies[i % 3],
      id: `company-${i}`,
    }));
    await fs.writeFile(file('many.json'), JSON.stringify({ companies }));
    const asking = `npm run --silent triples -- --directory ${file('many.json')} --company company-0 --top 1000`;

    const ended = await new Promise((resolve) => {
      execFile('bash', ['-c', `set -o pipefail; ${asking} | head -c 10`], (error, output, errors) => {
        resolve({ code: error === null ? 0 : error.code, output, isSilent: !errors.includes('EPIPE') });
      });
    });

    expect(ended).toStrictEqual({ code: 0, output: '{"weightsV', isSilent: true });
  });

  it('names the default weights, and takes fewer triples than asked for as no fault', async () => {
    const ended = await runTriples('--directory', file('directory.json'), '--company', 'river-ke', '--top', '1000');

    expect(ended.code).toBe(0);
    expect(JSON.parse(ended.output)).toMatchObject({ weightsVersion: 'default-1', triples: [{ rank: 1 }] });
  });

  it('refuses a file with faults: exit code 2, at most 50 lines, nothing on standard output', async () => {
    const company = { country: 'KE', needs: [{ capability: 'P01', priority: 1.5 }] };
    const companies = Array.from({ length: 60 }, (_, i) => ({ ...company, id: `company-${i}` }));
    await fs.writeFile(file('faulty.json'), JSON.stringify({ companies }));

    const ended = await runTriples('--directory', file('faulty.json'), '--company', 'company-1', '--top', '3');

    expect(ended).toMatchObject({ code: 2, output: '' });
    expect(ended.errors).toHaveLength(50);
    expect(ended.errors[49]).toBe('companies[49].needs[0].priority: 1.5 is outside 0.01 to 1.00');
  });

  it.each([
    [
      ['--directory', 'missing.json', '--company', 'x', '--top', '3'],
      '--directory: "missing.json" cannot be read (ENOENT)',
    ],
    [
      ['--directory', 'package.json', '--company', 'x', '--top', '1001'],
      '--top: "1001" is not a whole number from 1 to 1000',
    ],
    [['--directory', 'README.md', '--company', 'x', '--top', '3'], '--directory: "README.md" is not JSON: '],
  ])('refuses %j', async (args, fault) => {
    const ended = await runTriples(...args);

    expect(ended).toMatchObject({ code: 2, output: '' });
    expect(ended.errors).toStrictEqual([expect.stringContaining(fault)]);
  });
});

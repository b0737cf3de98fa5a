import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { checkSchedule, solve } from '../src/index.js';
import { readB2bsp } from './read-b2bsp.js';

/** The instances lie beside the repository: their licence is not stated, so they are no part of it. */
const folder = join(import.meta.dirname, '../../../../shared/data/b2bsp');
/** Published optima of total breaks: Bofill et al., JAIR 74 (2022). */
const published = { 'tic-12': 0, 'tic-13crafc': 4, 'forum-13crafc': 1 };

if (existsSync(folder)) {
  it.each(Object.entries(published))(
    'places all meetings of %s, with no fewer breaks than the optimum',
    (name, optimum) => {
      const problem = readB2bsp(readFileSync(join(folder, `${name}.original.dzn`), 'utf8'));
      const result = solve(problem, { seed: 1, maxSteps: 40_000 });
      expect(checkSchedule(problem, result)).toEqual([]);
      const { meetings, maxMeetings, breaks, minBreaks } = result.evidence;
      expect([meetings, maxMeetings]).toEqual([problem.meetings.length, problem.meetings.length]);
      process.stdout.write(`${name}: ${breaks} breaks of at least ${minBreaks}, published optimum ${optimum}\n`);
      expect(breaks).toBeGreaterThanOrEqual(optimum);
      expect(breaks).toBeLessThanOrEqual(optimum + 15);
    },
  );
} else {
  process.stdout.write(`no published instances in ${folder}: they are not compared\n`);
  it('reads the format of the published instances', () => {
    const text = `nBusiness = 2; nMeetings = 1; nTables = 1; nTotalSlots = 2; nMorningSlots = 1;
      requested = [|1, 2, 2, |]; forbidden = [{0}, {1}]; fixed = [0]; precedences = [{}];`;
    expect(solve(readB2bsp(text), { seed: 1, maxSteps: 10 }).placements).toEqual([
      { meeting: '1', slot: '2', table: '1' },
    ]);
  });
}

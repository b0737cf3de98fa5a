import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { checkSchedule, solve } from '../src/index.js';
import type { Placement, SchedulingProblem } from '../src/index.js';
import { readB2bsp } from './read-b2bsp.js';

/** The instances lie beside the repository: their licence is not stated, so they are no part of it. */
const folder = join(import.meta.dirname, '../../../../shared/data/b2bsp');
/** Published optima of total breaks: Bofill et al., JAIR 74 (2022). */
const published = { 'tic-12': 0, 'tic-13crafc': 4, 'forum-13crafc': 1 };

/** Breaks as the benchmark counts them: per participant its blocks of meetings in successive slots, less one. */
function countBlocks({ meetings, participants }: SchedulingProblem, placements: Placement[]): number {
  const slotOf = new Map(placements.map((placement) => [placement.meeting, Number(placement.slot)]));
  let breaks = 0;
  for (const { id } of participants) {
    const own = meetings
      .filter((meeting) => meeting.participants.includes(id))
      .map((meeting) => slotOf.get(meeting.id)!);
    const inOrder = own.sort((a, b) => a - b);
    breaks += inOrder.filter((slot, index) => index > 0 && slot > inOrder[index - 1]! + 1).length;
  }
  return breaks;
}

if (existsSync(folder)) {
  it.each(Object.entries(published))(
    'places all meetings of %s, with no fewer breaks than the optimum',
    (name, optimum) => {
      const problem = readB2bsp(readFileSync(join(folder, `${name}.original.dzn`), 'utf8'));
      const result = solve(problem, { seed: 1, maxSteps: 40_000 });
      expect(checkSchedule(problem, result)).toEqual([]);
      const { meetings, maxMeetings, breaks, minBreaks } = result.evidence;
      // The benchmark counts forbidden slots between two meetings too.
      const blocks = countBlocks(problem, result.placements);
      expect([meetings, maxMeetings]).toEqual([problem.meetings.length, problem.meetings.length]);
      process.stdout.write(
        `${name}: ${blocks} breaks (${breaks} of at least ${minBreaks} by our rule), published optimum ${optimum}\n`,
      );
      expect(blocks).toBeGreaterThanOrEqual(Math.max(optimum, breaks));
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

import { expect, it } from '@jest/globals';
import { Draw, drawProblem } from '../test/random-problem.js';
import { listTimeObstacles } from './constraints/placed-constraints.js';
import { fitsTime } from './fits-time.js';
import { indexProblem } from './index-problem.js';
import { Timetable } from './timetable.js';
import type { Found } from './constraints/found.js';

it('says that a meeting fits where no constraint lists anything against it', () => {
  const seen = { fits: 0, fitsNot: 0 };
  for (let seed = 0; seed < 300; seed++) {
    const problem = indexProblem(drawProblem(seed, 8));
    const timetable = new Timetable(problem);
    const draw = new Draw(seed);
    for (let step = 0; step < 30; step++) {
      const meeting = draw.below(problem.meetingCount);
      if (timetable.slotOf[meeting] !== -1) timetable.remove(meeting);
      for (let slot = 0; slot < problem.slotCount; slot++) {
        const found: Found[] = [];
        listTimeObstacles(timetable, meeting, slot, found);
        expect(fitsTime(timetable, meeting, slot)).toBe(found.length === 0);
        seen[found.length === 0 ? 'fits' : 'fitsNot']++;
      }
      const slot = draw.below(problem.slotCount);
      const table = fitsTime(timetable, meeting, slot) ? timetable.freeTable(meeting, slot) : -1;
      if (table !== -1) timetable.place(meeting, slot, table);
    }
  }
  expect(Math.min(seen.fits, seen.fitsNot)).toBeGreaterThan(1000);
});

import { indexProblem } from '../src/index-problem.js';
import type { SchedulingProblem } from '../src/index.js';
import { fitsTime } from '../src/fits-time.js';
import { Timetable } from '../src/timetable.js';

/** What an organizer with a list would do: requests in the given order, the first common free slot, a free table. */
export function firstFit(problem: SchedulingProblem): { breaks: number; weight: number } {
  const timetable = new Timetable(indexProblem(problem));
  const { canUse, slotCount, meetingCount, slotsOfDay } = timetable.problem;
  const inOrder = slotsOfDay.flat();
  for (let meeting = 0; meeting < meetingCount; meeting++) {
    for (const slot of inOrder) {
      if (!canUse[meeting * slotCount + slot] || !fitsTime(timetable, meeting, slot)) continue;
      const table = timetable.freeTable(meeting, slot);
      if (table === -1) continue;
      timetable.place(meeting, slot, table);
      break;
    }
  }
  return { breaks: timetable.breaks, weight: timetable.weight };
}

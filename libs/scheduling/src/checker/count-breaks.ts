import type { SchedulingProblem } from '../problem.js';
import type { Sitting } from './sitting.js';
import { isCovered, meet, minutesOf, minutesOfInterval } from './sitting.js';

/**
 * The breaks of all participants, by their definition: two successive meetings of a participant on a day, no pause of
 * it between them, and a slot of that day wholly between them in which it is there and one of its meetings fits.
 */
export function countBreaks(problem: SchedulingProblem, sittings: Sitting[]): number {
  const slots = problem.slots.map((slot) => ({ slot, from: minutesOf(slot.start), to: minutesOf(slot.end) }));
  let breaks = 0;
  for (const { id, available, pauses = [] } of problem.participants) {
    const there = available?.map(minutesOfInterval);
    const free = pauses.map(minutesOfInterval);
    const wanted = problem.meetings.filter((meeting) => meeting.participants.includes(id));
    const usable = slots.filter(
      (time) =>
        (!there || isCovered(time, there)) &&
        !free.some((pause) => meet(pause, time)) &&
        wanted.some(
          ({ sessions, subForum }) =>
            (!sessions || sessions.includes(time.slot.session)) &&
            (!subForum || !time.slot.subForum || subForum === time.slot.subForum),
        ),
    );
    const own = sittings.filter((sitting) => sitting.meeting.participants.includes(id)).sort((a, b) => a.from - b.from);
    for (const day of new Set(own.map((sitting) => sitting.slot.day))) {
      const ofDay = own.filter((sitting) => sitting.slot.day === day);
      for (const [index, next] of ofDay.entries()) {
        const last = ofDay[index - 1];
        if (!last) continue;
        const isPaused = free.some((pause) => pause.from >= last.to && pause.from < next.from);
        const isIdle = usable.some((time) => time.slot.day === day && time.from >= last.to && time.to <= next.from);
        if (isIdle && !isPaused) breaks++;
      }
    }
  }
  return breaks;
}

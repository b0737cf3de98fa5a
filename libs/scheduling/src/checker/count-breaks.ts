import type { SchedulingProblem } from '../problem.js';
import { groupBy } from './group.js';
import type { Sitting } from './sitting.js';
import { isCovered, meet, minutesOf, minutesOfInterval } from './sitting.js';

/**
 * The breaks of all participants, by their definition: two successive meetings of a participant on a day, no pause of
 * it between them, and a slot of that day wholly between them in which it is there and one of its meetings fits.
 */
export function countBreaks(problem: SchedulingProblem, sittings: Sitting[]): number {
  return [...countBreaksByParticipant(problem, sittings).values()].reduce((sum, breaks) => sum + breaks, 0);
}

/** The breaks of each participant with a sitting. */
export function countBreaksByParticipant(problem: SchedulingProblem, sittings: Sitting[]): Map<string, number> {
  const slots = problem.slots.map((slot) => ({ slot, from: minutesOf(slot.start), to: minutesOf(slot.end) }));
  const wantedOf = groupBy(problem.meetings, (meeting) => meeting.participants);
  const sittingsOf = groupBy(sittings, (sitting) => sitting.meeting.participants);
  const counts = new Map<string, number>();
  for (const { id, available, pauses = [] } of problem.participants) {
    const own = sittingsOf.get(id);
    if (!own) continue;
    const there = available?.map(minutesOfInterval);
    const free = pauses.map(minutesOfInterval);
    const wanted = wantedOf.get(id) ?? [];
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
    let breaks = 0;
    for (const [day, ofDay] of groupBy(own, (sitting) => [sitting.slot.day])) {
      const inOrder = ofDay.toSorted((a, b) => a.from - b.from);
      for (const [index, next] of inOrder.entries()) {
        const last = inOrder[index - 1];
        if (!last) continue;
        const isPaused = free.some((pause) => pause.from >= last.to && pause.from < next.from);
        const isIdle = usable.some((time) => time.slot.day === day && time.from >= last.to && time.to <= next.from);
        if (isIdle && !isPaused) breaks++;
      }
    }
    counts.set(id, breaks);
  }
  return counts;
}

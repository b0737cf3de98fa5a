import { listAvailability } from './constraints/availability.js';
import { listPlacedObstacles } from './constraints/placed-constraints.js';
import type { Found } from './constraints/found.js';
import { listPause } from './constraints/pause.js';
import { listPinnedSlot } from './constraints/pinned-slot.js';
import { listSession } from './constraints/session.js';
import { listSubForum } from './constraints/sub-forum.js';
import { nameObstacles } from './name-obstacles.js';
import type { Obstacle, UnplacedMeeting } from './result.js';
import { obstacleKinds } from './result.js';
import type { Timetable } from './timetable.js';

/**
 * Why each unplaced meeting is not placed: for every slot of its sessions, sub-forum and pin, all that stands in the
 * way there, as the constraints list it. Cost O(unplaced · slots · (parties + tables)).
 */
export function explainUnplaced(timetable: Timetable): UnplacedMeeting[] {
  const { problem, slotOf } = timetable;
  return problem.source.meetings.flatMap(({ id }, meeting) => {
    if (slotOf[meeting] !== -1) return [];
    const perSlot = problem.source.slots.flatMap((slot, index) =>
      isOffered(timetable, meeting, index) ? [{ slot: slot.id, obstacles: listAt(timetable, meeting, index) }] : [],
    );
    return [{ meeting: id, headline: findHeadline(perSlot.map((entry) => entry.obstacles)), perSlot }];
  });
}

/** Whether the slot is one that the meeting asks for. */
function isOffered({ problem }: Timetable, meeting: number, slot: number): boolean {
  const found: Found[] = [];
  for (const list of [listSession, listSubForum, listPinnedSlot]) list(problem, meeting, slot, found);
  return found.length === 0;
}

function listAt(timetable: Timetable, meeting: number, slot: number): Obstacle[] {
  const found: Found[] = [];
  for (const list of [listAvailability, listPause]) list(timetable.problem, meeting, slot, found);
  listPlacedObstacles(timetable, meeting, slot, found);
  return nameObstacles(timetable.problem, found);
}

function findHeadline(lists: Obstacle[][]): UnplacedMeeting['headline'] {
  let headline: UnplacedMeeting['headline'] = 'no-slot';
  let most = 0;
  for (const kind of obstacleKinds) {
    const count = lists.filter((list) => list.some((obstacle) => obstacle.kind === kind)).length;
    if (count > most) [headline, most] = [kind, count];
  }
  return headline;
}

import type { IndexedProblem } from '../indexed-problem.js';
import { listAvailability } from './availability.js';
import type { Found } from './found.js';
import { listPause } from './pause.js';
import { listPinnedSlot } from './pinned-slot.js';
import { listSession } from './session.js';
import { listSubForum } from './sub-forum.js';

/** What speaks against a meeting at a slot, whatever else is placed. */
export function listSlotObstacles(problem: IndexedProblem, meeting: number, slot: number, found: Found[]): void {
  listSession(problem, meeting, slot, found);
  listSubForum(problem, meeting, slot, found);
  listPinnedSlot(problem, meeting, slot, found);
  listAvailability(problem, meeting, slot, found);
  listPause(problem, meeting, slot, found);
}

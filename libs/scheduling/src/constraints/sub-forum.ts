import type { IndexedProblem } from '../indexed-problem.js';
import type { Found } from './found.js';
import { none } from './found.js';

/** Where both the meeting and the slot name a sub-forum, it is the same one. */
export function listSubForum(problem: IndexedProblem, meeting: number, slot: number, found: Found[]): void {
  const ofMeeting = problem.source.meetings[meeting]!.subForum;
  const ofSlot = problem.source.slots[slot]!.subForum;
  if (ofMeeting !== undefined && ofSlot !== undefined && ofMeeting !== ofSlot) {
    found.push({ kind: 'sub-forum', participant: -1, blockers: none });
  }
}

import { slotSet } from './instance.js';
import { filterByAssignment } from './matching.js';

/** A way to lay out a participant's day: the slots in which it is busy, and what each of its meetings can have then. */
export interface Layout {
  busy: number;
  /** Per meeting of the participant: the slots of `busy` that some assignment of all of them uses. */
  possible: number[];
}

/**
 * Where all the meetings with these possible slots fit one after the other, by start; by a matching of meetings and slots.
 * None: the participant has a break in every schedule.
 */
export function listUnbrokenLayouts(sets: readonly number[], slotCount: number): Layout[] {
  const layouts: Layout[] = [];
  for (let start = 0; start + sets.length <= slotCount; start++)
    layouts.push(...layOut(sets, slotSet(start, start + sets.length)));
  return layouts;
}

/** Where they fit in two blocks with a break between; O(T²·n) candidates, most of which fall at a glance. */
export function listOnceBrokenLayouts(sets: readonly number[], slotCount: number): Layout[] {
  const layouts: Layout[] = [];
  for (let first = 1; first < sets.length; first++) {
    const second = sets.length - first;
    for (let start = 0; start + sets.length < slotCount; start++) {
      for (let restart = start + first + 1; restart + second <= slotCount; restart++)
        layouts.push(...layOut(sets, slotSet(start, start + first) | slotSet(restart, restart + second)));
    }
  }
  return layouts;
}

/** The layout with these busy slots, or nothing. */
function layOut(sets: readonly number[], busy: number): Layout[] {
  let open = busy;
  for (const set of sets) {
    if ((set & busy) === 0) return [];
    open &= ~set;
  }
  if (open !== 0) return []; // a slot that none of the meetings may have
  const possible = filterByAssignment(sets.map((set) => set & busy));
  return possible === null ? [] : [{ busy, possible }];
}

import { slotSet } from './instance.js';
import { filterByAssignment } from './matching.js';

/** A place of a participant's day where all its meetings fit without a break. */
export interface BlockWindow {
  /** The first slot. */
  start: number;
  /** Per meeting of the participant: the slots of the window it could have then. */
  possible: number[];
}

/**
 * Where all the meetings with these possible slots fit one after the other, by a matching of the meetings and the slots
 * of the window. No windows: the participant has a break in every schedule.
 */
export function listBlockWindows(sets: readonly number[], slotCount: number): BlockWindow[] {
  const windows: BlockWindow[] = [];
  for (let start = 0; start + sets.length <= slotCount; start++) {
    const window = slotSet(start, start + sets.length);
    const possible = filterByAssignment(sets.map((set) => set & window));
    if (possible !== null) windows.push({ start, possible });
  }
  return windows;
}

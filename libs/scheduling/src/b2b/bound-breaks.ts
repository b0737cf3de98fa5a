import type { EncodedProblem } from './encode-agendas.js';
import { listOnceBrokenLayouts, listUnbrokenLayouts } from './list-layouts.js';

/**
 * A bound without search: a break for each participant whose meetings fit nowhere one after the other, two where they
 * do not even fit in two blocks.
 */
export function boundBreaks({ instance, possible, own }: EncodedProblem): number {
  let bound = 0;
  for (const meetings of own) {
    const sets = meetings.map((meeting) => possible[meeting]!);
    if (sets.length < 2 || listUnbrokenLayouts(sets, instance.slotCount).length > 0) continue;
    bound += sets.length > 2 && listOnceBrokenLayouts(sets, instance.slotCount).length === 0 ? 2 : 1;
  }
  return bound;
}

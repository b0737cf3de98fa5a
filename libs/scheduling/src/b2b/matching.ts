import { slotsIn } from './instance.js';

/** Meetings of which no two share a slot, as far as their sets allow it. */
export type Assignment =
  | { slotOf: number[] }
  /** `crowd`: entries of `sets` that together have fewer slots than they are, with those slots. */
  | { crowd: number[]; slots: number };

/**
 * Gives each entry of `sets` a slot of its own (augmenting paths, O(n²·T)); where that fails, a Hall set: entries that
 * share fewer slots than they are.
 */
export function assignSlots(sets: readonly number[]): Assignment {
  const slotOf = sets.map(() => -1);
  const holder = new Int32Array(32).fill(-1);
  for (let entry = 0; entry < sets.length; entry++) {
    const seen = { slots: 0 };
    if (augment(sets, slotOf, holder, entry, seen)) continue;
    const crowd = [entry, ...slotsIn(seen.slots).map((slot) => holder[slot]!)];
    return { crowd: crowd.sort((a, b) => a - b), slots: seen.slots };
  }
  return { slotOf };
}

/** The slots of `sets` that some assignment uses: what all-different filtering (Régin, AAAI 1994) leaves. Null: none. */
export function filterByAssignment(sets: readonly number[]): number[] | null {
  const assignment = assignSlots(sets);
  if (!('slotOf' in assignment)) return null;
  return sets.map((set, entry) => {
    let kept = 1 << assignment.slotOf[entry]!;
    for (const slot of slotsIn(set & ~kept)) if (isUsable(sets, assignment.slotOf, entry, slot)) kept |= 1 << slot;
    return kept;
  });
}

/** Whether some assignment gives `slot` to `entry`, found from any one assignment. */
function isUsable(sets: readonly number[], slotOf: readonly number[], entry: number, slot: number): boolean {
  const displaced = slotOf.indexOf(slot);
  if (displaced < 0) return true;
  const holder = new Int32Array(32).fill(-1);
  slotOf.forEach((taken, other) => (holder[taken] = other));
  holder[slotOf[entry]!] = -1;
  return augment(sets, [...slotOf], holder, displaced, { slots: 1 << slot });
}

/** Finds `entry` a slot, moving others along an alternating path; `seen` collects the slots that were tried. */
function augment(
  sets: readonly number[],
  slotOf: number[],
  holder: Int32Array,
  entry: number,
  seen: { slots: number },
): boolean {
  for (let open = sets[entry]! & ~seen.slots; open !== 0; open = sets[entry]! & ~seen.slots) {
    const bit = open & -open;
    const slot = 31 - Math.clz32(bit);
    seen.slots |= bit;
    if (holder[slot]! >= 0 && !augment(sets, slotOf, holder, holder[slot]!, seen)) continue;
    holder[slot] = entry;
    slotOf[entry] = slot;
    return true;
  }
  return false;
}

import { expect, it } from '@jest/globals';
import { Draw } from '../../test/random-problem.js';
import { sizeOf } from './instance.js';
import { assignSlots, filterByAssignment } from './matching.js';

/** All ways to give each entry a slot of its own. */
function listAssignments(sets: readonly number[], taken = 0): number[][] {
  const [first, ...rest] = sets;
  if (first === undefined) return [[]];
  return [0, 1, 2, 3, 4]
    .filter((slot) => (first & ~taken & (1 << slot)) !== 0)
    .flatMap((slot) => listAssignments(rest, taken | (1 << slot)).map((others) => [slot, ...others]));
}

const drawn = Array.from({ length: 400 }, (_, seed) => {
  const draw = new Draw(seed);
  return Array.from({ length: 1 + draw.below(5) }, () => (1 + draw.below(31)) & (1 + draw.below(31)) || 1);
});

it('keeps exactly the slots that some assignment uses', () => {
  for (const sets of drawn) {
    const all = listAssignments(sets);
    const used = sets.map((_, entry) => all.reduce((set, slots) => set | (1 << slots[entry]!), 0));
    expect(filterByAssignment(sets)).toEqual(all.length === 0 ? null : used);
  }
});

it('names entries that together have fewer slots than they are where there is no assignment', () => {
  const crowded = drawn.filter((sets) => listAssignments(sets).length === 0);
  expect(crowded.length).toBeGreaterThan(50);
  for (const sets of crowded) {
    const found = assignSlots(sets);
    if ('slotOf' in found) throw new Error(`an assignment of ${sets.join()}`);
    expect(found.crowd.reduce((union, entry) => union | sets[entry]!, 0)).toBe(found.slots);
    expect(sizeOf(found.slots)).toBe(found.crowd.length - 1);
  }
});

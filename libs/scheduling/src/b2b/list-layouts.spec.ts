import { expect, it } from '@jest/globals';
import { Draw } from '../../test/random-problem.js';
import { countBlocks } from './count-breaks.js';
import { sizeOf } from './instance.js';
import { listOnceBrokenLayouts, listUnbrokenLayouts } from './list-layouts.js';
import { filterByAssignment } from './matching.js';

it('lists the days of one block and of two that the meetings can fill, and no others', () => {
  const slotCount = 6;
  let found = 0;
  for (let seed = 0; seed < 200; seed++) {
    const draw = new Draw(seed);
    const sets = Array.from({ length: 2 + draw.below(3) }, () => 1 + draw.below(63));
    const daysOf = (blocks: number): number[] =>
      Array.from({ length: 1 << slotCount }, (_, busy) => busy).filter(
        (busy) =>
          sizeOf(busy) === sets.length &&
          countBlocks(busy) === blocks &&
          filterByAssignment(sets.map((set) => set & busy)) !== null,
      );
    const ascending = (layouts: { busy: number }[]): number[] => layouts.map(({ busy }) => busy).sort((a, b) => a - b);
    expect(ascending(listUnbrokenLayouts(sets, slotCount))).toEqual(daysOf(1));
    expect(ascending(listOnceBrokenLayouts(sets, slotCount))).toEqual(daysOf(2));
    found += daysOf(1).length;
  }
  expect(found).toBeGreaterThan(100);
});

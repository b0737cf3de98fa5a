import { expect, it } from '@jest/globals';
import { OwnCores, relaxCores } from '#scheduling/b2b';
import { openCadical } from './cadical-solver.js';

/** The breaks that are proven when of each group of possible breaks at least so many must be there. */
async function proveLeast(groups: readonly { size: number; least: number }[]): Promise<number> {
  const solver = await openCadical({ seed: 1 }, () => false);
  const breaks: number[] = [];
  for (const { size, least } of groups) {
    const group = Array.from({ length: size }, () => solver.newVariable());
    // Whichever are left out, one of the others must be there as long as fewer than `least` are.
    for (let set = 0; set < 1 << size; set++) {
      const chosen = group.filter((_, index) => (set & (1 << index)) !== 0);
      if (chosen.length === size - least + 1) solver.addClause(chosen);
    }
    breaks.push(...group);
  }
  const record = { lower: 0, upper: Infinity };
  relaxCores(
    solver,
    { held: [], breaks },
    {
      get lower() {
        return record.lower;
      },
      get upper() {
        return record.upper;
      },
      raiseLower: (proven) => (record.lower = Math.max(record.lower, proven)),
      offer: () => (record.upper = breaks.filter((literal) => solver.value(literal)).length),
      refute: () => (record.lower = NaN),
    },
    new OwnCores(),
  );
  expect(record.upper).toBe(record.lower);
  return record.lower;
}

it.each([0, 1, 2, 3, 4, 5, 6])('relaxes the same breaks again and again until %i of 6 are allowed', async (least) => {
  expect(await proveLeast([{ size: 6, least }])).toBe(least);
});

it('relaxes cores of cores over several groups', async () => {
  const groups = [
    { size: 5, least: 3 },
    { size: 4, least: 1 },
    { size: 7, least: 5 },
    { size: 3, least: 0 },
  ];
  expect(await proveLeast(groups)).toBe(9);
});

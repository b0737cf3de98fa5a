import { expect, it } from '@jest/globals';
import { SharedCores } from './shared-cores.js';

it('shows each thread the cores of the others in the same order', () => {
  const one = new SharedCores();
  const other = new SharedCores(one.memory);

  expect(one.append(0, [3, 1, 4])).toBe(true);
  expect(other.append(1, [])).toBe(true);
  expect(one.append(2, [15])).toBe(true);

  expect([one.count, other.count]).toEqual([3, 3]);
  expect([0, 1, 2].map((index) => other.read(index))).toEqual([[3, 1, 4], [], [15]]);
  expect(one.read(1)).toEqual([]);
});

it('keeps the first core of two that were proven after the same ones', () => {
  const one = new SharedCores();
  const other = new SharedCores(one.memory);

  one.append(0, [7]);

  expect(other.append(0, [8, 9])).toBe(true);
  expect([other.count, other.read(0)]).toEqual([1, [7]]);
});

it('says when there is no room for another core', () => {
  const cores = new SharedCores(new SharedArrayBuffer(4 * 5));

  expect(cores.append(0, [1, 2])).toBe(true);
  expect(cores.append(1, [3])).toBe(false);
  expect(cores.count).toBe(1);
});

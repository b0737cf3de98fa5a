import { expect, it } from '@jest/globals';
import { compareSchedules } from './index.js';

it('tells what is only in one schedule, what moved and what changed the table', () => {
  const stays = { meeting: 'stays', slot: 's0', table: 't0' };
  const gone = { meeting: 'gone', slot: 's0', table: 't1' };
  const fresh = { meeting: 'fresh', slot: 's2', table: 't1' };
  const before = { meeting: 'moves', slot: 's1', table: 't0' };
  const after = { meeting: 'moves', slot: 's2', table: 't0' };
  const there = { meeting: 'sits', slot: 's3', table: 't0' };
  const here = { meeting: 'sits', slot: 's3', table: 't1' };
  expect(compareSchedules([stays, gone, before, there], [here, fresh, after, stays])).toEqual({
    onlyInA: [gone],
    onlyInB: [fresh],
    moved: [{ meeting: 'moves', from: before, to: after }],
    tablesChanged: [{ meeting: 'sits', from: there, to: here }],
  });
});

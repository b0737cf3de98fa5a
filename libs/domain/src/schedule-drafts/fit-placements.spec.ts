import { describe, expect, it } from '@jest/globals';
import type { SchedulingProblem } from '#scheduling';
import { fitPlacements } from './fit-placements.js';

const problem: SchedulingProblem = {
  slots: ['09', '10'].map((hour) => ({
    id: `s${hour}`,
    start: `2027-05-10T${hour}:00:00Z`,
    end: `2027-05-10T${hour}:30:00Z`,
    day: '10',
    session: 'morning',
  })),
  tables: ['t1', 't2'].map((id) => ({ id, seats: 2, online: false })),
  participants: ['a', 'b', 'c', 'd'].map((id) => ({ id, ...(id === 'd' ? { maxPerDay: 1 } : {}) })),
  meetings: ['ab', 'ac', 'cd', 'bd'].map((id) => ({ id, participants: [...id], weight: 2 })),
};
const at = (meeting: string, slot: string, table: string) => ({ meeting, slot, table });

describe('fitPlacements', () => {
  it('keeps a schedule without violations as it is', () => {
    const placements = [at('ab', 's09', 't1'), at('cd', 's09', 't2'), at('ac', 's10', 't1')];
    expect(fitPlacements(problem, placements)).toEqual({ kept: placements, misfits: [] });
  });

  it('drops the later of two that clash, and says with what', () => {
    const booked = at('ab', 's09', 't1');
    const { kept, misfits } = fitPlacements(problem, [booked, at('ac', 's09', 't1'), at('cd', 's10', 't1')]);
    expect(kept).toEqual(expect.arrayContaining([booked, at('cd', 's10', 't1')]));
    expect(misfits).toEqual([
      {
        placement: at('ac', 's09', 't1'),
        obstacles: [
          { kind: 'party-busy', participant: 'a', meetings: ['ab'] },
          { kind: 'table-taken', meetings: ['ab'] },
        ],
      },
    ]);
  });

  it('drops only so many as a day is too full by', () => {
    const { kept, misfits } = fitPlacements(problem, [at('cd', 's09', 't1'), at('bd', 's10', 't1')]);
    expect(kept).toEqual([at('cd', 's09', 't1')]);
    expect(misfits.map(({ obstacles }) => obstacles.map(({ kind }) => kind))).toEqual([['day-full']]);
  });
});

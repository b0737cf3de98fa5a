import { describe, expect, it } from '@jest/globals';
import { drawInstance } from '../../test/b2b/draw-instance.js';
import { tryEverySchedule } from '../../test/b2b/try-every-schedule.js';
import { filterSlots } from './filter-slots.js';
import type { B2bInstance, B2bMeeting } from './instance.js';

const meeting = (parties: [number, number], more: Partial<B2bMeeting> = {}): B2bMeeting => {
  return { parties, session: 'any', fixedSlot: null, after: [], ...more };
};
const day: B2bInstance = {
  participantCount: 6,
  tableCount: 2,
  slotCount: 6,
  morningSlotCount: 2,
  meetings: [],
  forbidden: [0, 0, 0, 0, 0, 0],
};

describe('the cause of an instance without a schedule', () => {
  it('names a Hall set: meetings of one participant that share fewer slots', () => {
    const meetings = [1, 2, 3].map((other) => meeting([0, other], { session: 'morning' }));
    expect(filterSlots({ ...day, meetings })).toEqual({
      cause: 'The 3 meetings 1, 2, 3 of participant 1 share only 2 slots (1, 2).',
    });
  });

  it('names the two meetings where precedences meet', () => {
    const meetings = [
      meeting([0, 1], { session: 'afternoon' }),
      meeting([2, 3], { after: [0] }),
      meeting([4, 5], { session: 'morning', after: [1] }),
    ];
    expect(filterSlots({ ...day, meetings })).toEqual({
      cause: expect.stringMatching(/^Meeting \d must come before meeting \d, but can take place no earlier/),
    });
  });

  it('names the tables that a stretch of the day lacks', () => {
    const meetings = [meeting([0, 1]), meeting([2, 3]), meeting([4, 5])].map((one) => ({ ...one, fixedSlot: 3 }));
    expect(filterSlots({ ...day, meetings })).toEqual({
      cause: 'The 3 meetings that must lie in slots 4 to 4 have only 2 places at the tables.',
    });
  });

  it('names a meeting that has no slot by itself', () => {
    const meetings = [meeting([0, 1], { fixedSlot: 2 })];
    expect(filterSlots({ ...day, forbidden: [0b100, 0, 0, 0, 0, 0], meetings })).toEqual({
      cause: 'Meeting 1 of participants 1 and 2 has no slot: its fixed slot 3 leaves none in which both may meet.',
    });
  });
});

it('finds a cause only where trying everything finds no schedule, and mostly then', () => {
  let unsolvable = 0;
  let explained = 0;
  for (let seed = 1; seed <= 200; seed++) {
    const instance = drawInstance(seed);
    const isSolvable = tryEverySchedule(instance) !== null;
    const hasCause = 'cause' in filterSlots(instance);
    if (isSolvable) expect({ seed, hasCause }).toEqual({ seed, hasCause: false });
    unsolvable += isSolvable ? 0 : 1;
    explained += hasCause ? 1 : 0;
  }
  expect(explained).toBeGreaterThan(0.7 * unsolvable);
});

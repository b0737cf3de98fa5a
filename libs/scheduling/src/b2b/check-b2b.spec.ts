import { expect, it } from '@jest/globals';
import { checkB2b } from './check-b2b.js';
import type { B2bInstance } from './instance.js';

/** Three meetings of four participants on one table of two: the first before the second, the third fixed. */
const instance: B2bInstance = {
  participantCount: 4,
  tableCount: 2,
  slotCount: 8,
  morningSlotCount: 4,
  meetings: [
    { parties: [0, 1], session: 'morning', fixedSlot: null, after: [] },
    { parties: [0, 2], session: 'any', fixedSlot: null, after: [0] },
    { parties: [0, 3], session: 'afternoon', fixedSlot: 5, after: [] },
    { parties: [1, 2], session: 'any', fixedSlot: null, after: [] },
    { parties: [1, 3], session: 'any', fixedSlot: null, after: [] },
  ],
  forbidden: [0b1, 0, 0, 0],
};
const good = [1, 2, 5, 1 + 2, 0].map((slot) => ({ slot, table: 0 }));

it('accepts a schedule and counts the blocks of each participant, less one', () => {
  // Participant 1 in slots 2 and 3 and 6; participant 2 in 1, 2 and 4; participant 3 in 3 and 4; participant 4 in 1 and 6.
  expect(checkB2b(instance, good)).toEqual({ violations: [], breaks: 3 });
});

it.each([
  ['a meeting without a placement', good.slice(1), /placements for/],
  ['a slot that is not there', replace(4, { slot: 8, table: 0 }), /no slot 9/],
  ['a table that is not there', replace(4, { slot: 0, table: 2 }), /no table 3/],
  ['two meetings at one table', replace(4, { slot: 5, table: 0 }), /table 1 is taken in slot 6/],
  [
    'a participant in two meetings',
    replace(4, { slot: 1, table: 1 }),
    /participant 2 is in meeting 1 at the same time/,
  ],
  ['the wrong session', replace(0, { slot: 4, table: 0 }), /meeting 1: not in its session/],
  ['another slot than the fixed one', replace(2, { slot: 6, table: 0 }), /fixed in slot 6/],
  ['the wrong order', replace(1, { slot: 1, table: 1 }), /meeting 2: not after meeting 1/],
  ['a forbidden slot', replace(0, { slot: 0, table: 1 }), /slot 1 is forbidden to participant 1/],
])('refuses %s', (_, placements, violation) => {
  expect(checkB2b(instance, placements).violations).toContainEqual(expect.stringMatching(violation));
});

it('refuses breaks that are shared out too unevenly', () => {
  const meetings = [0, 2, 4, 6].map((slot) => ({
    parties: [0, 1] as const,
    session: 'any' as const,
    fixedSlot: slot,
    after: [],
  }));
  const placements = meetings.map(({ fixedSlot }) => ({ slot: fixedSlot, table: 0 }));
  const two = { ...instance, participantCount: 2, forbidden: [0, 0], meetings };
  expect(checkB2b(two, placements)).toEqual({ violations: [], breaks: 6 });
  const three = { ...two, participantCount: 3, forbidden: [0, 0, 0] };
  expect(checkB2b(three, placements).violations).toEqual([
    'participant 1 has 3 breaks, participant 3 has 0: they differ by more than 2',
  ]);
});

function replace(meeting: number, placement: { slot: number; table: number }): typeof good {
  return good.map((kept, index) => (index === meeting ? placement : kept));
}

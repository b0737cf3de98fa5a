import { describe, expect, it } from '@jest/globals';
import type { UnplacedMeeting } from '#scheduling';
import { explainUnplaced } from './obstacle.texts.js';

const busy = { kind: 'party-busy' as const, participant: 'd', meetings: ['m'] };
const full = { kind: 'day-full' as const, participant: 'd', meetings: [] };
const cause: UnplacedMeeting = {
  meeting: 'm1',
  headline: 'party-busy',
  perSlot: [
    { slot: 's1', obstacles: [busy] },
    { slot: 's2', obstacles: [busy, full] },
    { slot: 's3', obstacles: [full] },
  ],
};

describe('explainUnplaced', () => {
  it('counts the slots of the headline, and says when no better schedule exists', () => {
    expect(explainUnplaced(cause, true, 'en')).toBe(
      'In 2 of the 3 slots it could use, a party sits in another meeting. No better schedule exists.',
    );
    expect(explainUnplaced(cause, false, 'zh')).toBe('3 个可用时段中有 2 个：有一方已有其他会谈。');
  });

  it('says that a meeting taken out by hand could go back', () => {
    const open = { ...cause, perSlot: [...cause.perSlot, { slot: 's4', obstacles: [] }] };
    expect(explainUnplaced(open, false, 'en')).toBe('It was taken out by hand, and could go back into a slot.');
  });

  it('says when there is no slot at all', () => {
    const none: UnplacedMeeting = { meeting: 'm1', headline: 'no-slot', perSlot: [] };
    expect(explainUnplaced(none, false, 'en')).toBe('There is no slot in which all its parties take part.');
  });
});

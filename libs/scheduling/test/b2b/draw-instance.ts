import type { B2bInstance, B2bMeeting } from '../../src/b2b/instance.js';
import { Draw } from '../random-problem.js';

/** A tiny instance: up to 6 meetings of 3 to 5 participants, up to 6 slots and 2 tables, with anything an instance may have. */
export function drawInstance(seed: number): B2bInstance {
  const draw = new Draw(seed);
  // One who meets all others, often at given slots: such a day may need two breaks.
  const isStar = draw.chance(25);
  const participantCount = 3 + draw.below(3);
  const slotCount = isStar ? 6 : 3 + draw.below(4);
  const meetingCount = 2 + draw.below(5);
  const meetings = Array.from({ length: meetingCount }, (_, index): B2bMeeting => {
    const first = isStar ? 0 : draw.below(participantCount);
    const second = (first + 1 + draw.below(participantCount - 1)) % participantCount;
    return {
      parties: [first, second],
      session: isStar || draw.chance(70) ? 'any' : draw.pick(['morning', 'afternoon'] as const),
      fixedSlot: isStar
        ? draw.chance(70)
          ? (2 * index) % slotCount
          : null
        : draw.chance(12)
          ? draw.below(slotCount)
          : null,
      after: index > 0 && draw.chance(15) ? [draw.below(index)] : [],
    };
  });
  return {
    participantCount,
    slotCount,
    morningSlotCount: 1 + draw.below(slotCount),
    tableCount: 1 + draw.below(3),
    meetings,
    forbidden: Array.from({ length: participantCount }, () => (draw.chance(40) ? 1 << draw.below(slotCount) : 0)),
  };
}

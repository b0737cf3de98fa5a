import type { EncodedProblem } from './encode-agendas.js';

/** The breaks of a schedule: per participant the blocks of meetings in successive slots, less one. */
export function countBreaks({ own }: EncodedProblem, slots: readonly number[]): number {
  let breaks = 0;
  for (const meetings of own) {
    const busy = meetings.reduce((set, meeting) => set | (1 << slots[meeting]!), 0);
    breaks += Math.max(0, countBlocks(busy) - 1);
  }
  return breaks;
}

/** How many groups of successive slots a set has. */
export function countBlocks(set: number): number {
  let blocks = 0;
  for (let starts = set & ~(set << 1); starts !== 0; starts &= starts - 1) blocks += 1;
  return blocks;
}

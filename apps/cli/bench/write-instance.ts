import type { B2bInstance } from '#scheduling/b2b';

/** The instance in the data format of the benchmark, as `readInstance` reads it. */
export function writeInstance(instance: B2bInstance): string {
  const { participantCount, tableCount, slotCount, morningSlotCount, meetings, forbidden } = instance;
  const sessions = { morning: 1, afternoon: 2, any: 3 };
  const rows = meetings.map(({ parties: [a, b], session }) => `${a + 1}, ${b + 1}, ${sessions[session]}, `);
  const slotsOf = (set: number): string =>
    Array.from({ length: slotCount }, (_, slot) => slot + 1)
      .filter((slot) => set & (1 << (slot - 1)))
      .join(',');
  return [
    `nBusiness = ${participantCount};`,
    `nMeetings = ${meetings.length};`,
    `nTables = ${tableCount};`,
    `nTotalSlots = ${slotCount};`,
    `nMorningSlots = ${morningSlotCount};`,
    `requested = [|${rows.join('\n|')}|];`,
    `forbidden = [${forbidden.map((set) => `{${slotsOf(set)}}`).join(',\n')}];`,
    `fixed = [${meetings.map(({ fixedSlot }) => (fixedSlot === null ? 0 : fixedSlot + 1)).join(',')}];`,
    `precedences = [${meetings.map(({ after }) => `{${after.map((before) => before + 1).join(',')}}`).join(',\n')}];`,
    '',
  ].join('\n');
}

import type { B2bInstance } from './instance.js';

/** Where a meeting is held, both numbered from 0; the list of placements is in the order of the meetings. */
export interface B2bPlacement {
  slot: number;
  table: number;
}

/**
 * The independent checker: what is wrong with a schedule, one sentence per violation, and how many breaks it has.
 * It shares only type declarations with the solver and recounts everything from the instance. O(M·T + P·T).
 */
export function checkB2b(
  instance: B2bInstance,
  placements: readonly B2bPlacement[],
): { violations: string[]; breaks: number } {
  const { meetings, participantCount, slotCount, tableCount, morningSlotCount } = instance;
  const violations: string[] = [];
  if (placements.length !== meetings.length)
    violations.push(`${placements.length} placements for ${meetings.length} meetings`);

  const agendas = Array.from({ length: participantCount }, () => new Map<number, number>());
  const seated = new Set<string>();
  for (const [index, { slot, table }] of placements.entries()) {
    const meeting = meetings[index];
    if (meeting === undefined) break;
    const name = `meeting ${index + 1}`;
    if (!Number.isInteger(slot) || slot < 0 || slot >= slotCount) violations.push(`${name}: no slot ${slot + 1}`);
    if (!Number.isInteger(table) || table < 0 || table >= tableCount) violations.push(`${name}: no table ${table + 1}`);
    if (seated.has(`${slot} ${table}`)) violations.push(`${name}: table ${table + 1} is taken in slot ${slot + 1}`);
    seated.add(`${slot} ${table}`);
    const isMorning = slot < morningSlotCount;
    if (meeting.session === (isMorning ? 'afternoon' : 'morning')) violations.push(`${name}: not in its session`);
    if (meeting.fixedSlot !== null && meeting.fixedSlot !== slot)
      violations.push(`${name}: in slot ${slot + 1}, fixed in slot ${meeting.fixedSlot + 1}`);
    for (const before of meeting.after)
      if (!(placements[before] && placements[before].slot < slot))
        violations.push(`${name}: not after meeting ${before + 1}`);
    for (const party of meeting.parties) {
      if (Math.floor(instance.forbidden[party]! / 2 ** slot) % 2 === 1)
        violations.push(`${name}: slot ${slot + 1} is forbidden to participant ${party + 1}`);
      const other = agendas[party]!.get(slot);
      if (other !== undefined)
        violations.push(`${name}: participant ${party + 1} is in meeting ${other + 1} at the same time`);
      agendas[party]!.set(slot, index);
    }
  }

  const breaksOf = agendas.map((agenda) => {
    const slots = [...agenda.keys()].sort((a, b) => a - b);
    return slots.filter((slot, index) => index > 0 && slot - slots[index - 1]! > 1).length;
  });
  const most = Math.max(0, ...breaksOf);
  const least = Math.min(...breaksOf);
  // Two, as the benchmark has it.
  if (most - least > 2)
    violations.push(
      `participant ${breaksOf.indexOf(most) + 1} has ${most} breaks, ` +
        `participant ${breaksOf.indexOf(least) + 1} has ${least}: they differ by more than 2`,
    );
  return { violations, breaks: breaksOf.reduce((sum, breaks) => sum + breaks, 0) };
}

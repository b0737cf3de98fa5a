import type { B2bInstance, B2bMeeting } from './instance.js';

/** The text is not an instance; the message names the field and its value. */
export class InstanceFault extends Error {
  override readonly name = 'InstanceFault';
}

const sessions = { 1: 'morning', 2: 'afternoon', 3: 'any' } as const;

/**
 * Reads an instance in the MiniZinc data format of the benchmark. `meetingsxBusiness` and `nMeetingsBusiness` repeat what
 * `requested` says and are not read; a 0 among the forbidden slots is a placeholder.
 *
 * @throws InstanceFault for the first field that is missing, of the wrong size or out of range
 */
export function readInstance(text: string): B2bInstance {
  const fields = new Map(Array.from(text.matchAll(/(\w+)\s*=\s*([^;]*);/g), ([, name, value]) => [name!, value!]));
  const count = (name: string, most: number, least = 1): number => {
    const value = field(fields, name).trim();
    if (!/^\d+$/.test(value)) throw new InstanceFault(`${name}: ${quote(value)} is not a whole number`);
    return inRange(Number(value), name, least, most);
  };
  const participantCount = count('nBusiness', 100_000);
  const meetingCount = count('nMeetings', 100_000, 0);
  const tableCount = count('nTables', 100_000);
  const slotCount = count('nTotalSlots', 30);
  const morningSlotCount = count('nMorningSlots', slotCount, 0);

  const requested = readRows(fields, meetingCount);
  const fixed = numbersIn(field(fields, 'fixed'));
  requireSize('fixed', fixed.length, meetingCount);
  const precedences = readSets(fields, 'precedences', meetingCount, meetingCount);
  const forbidden = readSets(fields, 'forbidden', participantCount, slotCount);

  const meetings = requested.map(([a, b, session], index): B2bMeeting => {
    const place = `requested[${index + 1}]`;
    const slot = inRange(fixed[index]!, `fixed[${index + 1}]`, 0, slotCount);
    const parties = [a!, b!].map((party) => inRange(party, place, 1, participantCount) - 1);
    if (a === b) throw new InstanceFault(`${place}: participant ${a} cannot meet itself`);
    return {
      parties: [parties[0]!, parties[1]!],
      session: sessions[inRange(session!, `${place}, session`, 1, 3) as 1 | 2 | 3],
      fixedSlot: slot === 0 ? null : slot - 1,
      after: precedences[index]!.map((before) => before - 1),
    };
  });
  return {
    participantCount,
    tableCount,
    slotCount,
    morningSlotCount,
    meetings,
    forbidden: forbidden.map((slots) => slots.reduce((set, slot) => set | (1 << (slot - 1)), 0)),
  };
}

function field(fields: ReadonlyMap<string, string>, name: string): string {
  const value = fields.get(name);
  if (value === undefined) throw new InstanceFault(`${name}: missing; this is not an instance of the benchmark`);
  return value;
}

/** `[|1, 2, 3, |4, 5, 1, |]`: three numbers per meeting. */
function readRows(fields: ReadonlyMap<string, string>, meetingCount: number): number[][] {
  const rows = field(fields, 'requested').split('|').slice(1, -1).map(numbersIn);
  requireSize('requested', rows.length, meetingCount);
  rows.forEach((row, index) => {
    if (row.length !== 3) throw new InstanceFault(`requested[${index + 1}]: ${row.length} numbers instead of 3`);
  });
  return rows;
}

/** `[{1, 2}, {}, 4..6]`: a set per entry, each number from 1 to `most`; zeros are left out. */
function readSets(fields: ReadonlyMap<string, string>, name: string, size: number, most: number): number[][] {
  const sets = field(fields, name).match(/\{[^}]*\}|\d+\s*\.\.\s*\d+/g) ?? [];
  requireSize(name, sets.length, size);
  return sets.map((set, index) => {
    const numbers = numbersIn(set).map((number) => inRange(number, `${name}[${index + 1}]`, 0, most));
    const [first, last] = numbers;
    const isRange = set.includes('..');
    const all = isRange ? Array.from({ length: Math.max(0, last! - first! + 1) }, (_, step) => first! + step) : numbers;
    return all.filter((number) => number > 0);
  });
}

function numbersIn(list: string): number[] {
  return (list.match(/\d+/g) ?? []).map(Number);
}

function requireSize(name: string, size: number, expected: number): void {
  if (size !== expected) throw new InstanceFault(`${name}: ${size} entries instead of ${expected}`);
}

function inRange(value: number, name: string, least: number, most: number): number {
  if (value >= least && value <= most) return value;
  throw new InstanceFault(`${name}: ${value} is outside ${least} to ${most}`);
}

function quote(value: string): string {
  return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
}

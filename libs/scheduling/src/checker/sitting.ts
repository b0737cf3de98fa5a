import type { Interval, Meeting, Placement, SchedulingProblem, Slot, Table } from '../problem.js';
import type { Violation } from './violation.js';

/** A time, half-open, in minutes since 1970. */
export interface Minutes {
  from: number;
  to: number;
}

/** A placement with what its ids stand for, and its time. */
export interface Sitting extends Minutes {
  meeting: Meeting;
  slot: Slot;
  table: Table;
}

/** Reads `2027-05-10T09:00:00+02:00` as minutes since 1970, by the calendar alone. */
export function minutesOf(text: string): number {
  const [date = '', rest = ''] = text.split('T');
  const [year, month, day] = date.split('-').map(Number);
  const zone = rest.search(/[Z+-]/);
  const [hours = NaN, minutes = NaN, seconds = 0] = rest.slice(0, zone).split(':').map(Number);
  const [offsetHours = 0, offsetMinutes = 0] = rest
    .slice(zone + 1)
    .split(':')
    .map(Number);
  const offset = (rest[zone] === '-' ? -1 : 1) * (offsetHours * 60 + offsetMinutes);
  return Date.UTC(year!, month! - 1, day) / 60_000 + hours * 60 + minutes + seconds / 60 - offset;
}

export function minutesOfInterval([from, to]: Interval): Minutes {
  return { from: minutesOf(from), to: minutesOf(to) };
}

/** The sittings of a schedule, and its placements that name nothing known or a meeting for the second time. */
export function readSittings(
  problem: SchedulingProblem,
  placements: Placement[],
): { sittings: Sitting[]; violations: Violation[] } {
  const sittings: Sitting[] = [];
  const violations: Violation[] = [];
  const slots = new Map(problem.slots.map((slot) => [slot.id, slot]));
  const tables = new Map(problem.tables.map((table) => [table.id, table]));
  const meetings = new Map(problem.meetings.map((meeting) => [meeting.id, meeting]));
  const seen = new Set<string>();
  for (const placement of placements) {
    const meeting = meetings.get(placement.meeting);
    const slot = slots.get(placement.slot);
    const table = tables.get(placement.table);
    const show = (): string => JSON.stringify(placement);
    if (!meeting || !slot || !table) {
      const message = `The placement ${show()} names something that is not in the problem.`;
      violations.push({ rule: 'unknown-id', message, meetings: [placement.meeting] });
    } else if (seen.has(meeting.id)) {
      const message = `The placement ${show()} is not the first one of its meeting.`;
      violations.push({ rule: 'placed-twice', message, meetings: [meeting.id] });
    } else sittings.push({ meeting, slot, table, from: minutesOf(slot.start), to: minutesOf(slot.end) });
    seen.add(placement.meeting);
  }
  return { sittings, violations };
}

/** Whether two times share a moment, both half-open. */
export function meet(a: Minutes, b: Minutes): boolean {
  return a.from < b.to && b.from < a.to;
}

/** Whether the intervals, one after the other in time, cover the time without a hole. */
export function isCovered({ from, to }: Minutes, intervals: Minutes[]): boolean {
  let coveredUntil = from;
  for (const interval of intervals.toSorted((a, b) => a.from - b.from)) {
    if (interval.from <= coveredUntil) coveredUntil = Math.max(coveredUntil, interval.to);
  }
  return coveredUntil >= to;
}

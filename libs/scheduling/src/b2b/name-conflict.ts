import { sizeOf, slotsIn } from './instance.js';

export interface Names {
  /** Whether slots were taken away already, so that a conflict may rest on other meetings too. */
  isFiltered: boolean;
}

export function nameMeetings(meetings: readonly number[]): string {
  return meetings.map((meeting) => meeting + 1).join(', ');
}

export function nameSlots(set: number): string {
  const slots = slotsIn(set).map((slot) => slot + 1);
  return `${sizeOf(set)} ${slots.length === 1 ? 'slot' : 'slots'} (${slots.join(', ')})`;
}

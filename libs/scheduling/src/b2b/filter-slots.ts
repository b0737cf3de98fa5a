import type { B2bInstance } from './instance.js';
import { listOwnMeetings, listPossibleSlots, sizeOf, slotSet, slotsIn } from './instance.js';
import { assignSlots, filterByAssignment } from './matching.js';
import { type Names, nameMeetings, nameSlots } from './name-conflict.js';

/** The slots each meeting may still have, or a sentence with the conflict. */
export type FilteredSlots = { possible: number[] } | { cause: string };

/**
 * Takes away slots that no schedule uses, until nothing more goes: all-different per participant, order by precedences,
 * and the tables of each stretch of the day. What it takes away is proven; what it leaves need not be usable.
 */
export function filterSlots(instance: B2bInstance): FilteredSlots {
  const possible = listPossibleSlots(instance);
  const own = listOwnMeetings(instance);
  const names: Names = { isFiltered: false };
  const none = possible.findIndex((set) => set === 0);
  if (none >= 0) return { cause: explainNoSlot(instance, none) };

  for (let before = -1, left = countAll(possible); left !== before; left = countAll(possible)) {
    before = left;
    const cause =
      filterByParticipants(own, possible, names) ??
      filterByPrecedences(instance, possible) ??
      filterByTables(instance, possible);
    if (cause !== null) return { cause };
    names.isFiltered = true;
  }
  return { possible };
}

function countAll(possible: readonly number[]): number {
  return possible.reduce((sum, set) => sum + sizeOf(set), 0);
}

function explainNoSlot(instance: B2bInstance, meeting: number): string {
  const { parties, session, fixedSlot } = instance.meetings[meeting]!;
  const [a, b] = parties.map((party) => party + 1);
  const where = fixedSlot === null ? `its session (${session})` : `its fixed slot ${fixedSlot + 1}`;
  return `Meeting ${meeting + 1} of participants ${a} and ${b} has no slot: ${where} leaves none in which both may meet.`;
}

function filterByParticipants(own: readonly number[][], possible: number[], names: Names): string | null {
  for (const [participant, meetings] of own.entries()) {
    const sets = meetings.map((meeting) => possible[meeting]!);
    const kept = filterByAssignment(sets);
    if (kept !== null) {
      meetings.forEach((meeting, index) => (possible[meeting] = kept[index]!));
      continue;
    }
    const found = assignSlots(sets);
    if ('slotOf' in found) throw new Error(`Participant ${participant + 1} has an assignment and has none`);
    const crowd = found.crowd.map((index) => meetings[index]!);
    return (
      `The ${crowd.length} meetings ${nameMeetings(crowd)} of participant ${participant + 1} ` +
      `share only ${nameSlots(found.slots)}${names.isFiltered ? ', once what other meetings need is taken away' : ''}.`
    );
  }
  return null;
}

/** `after` starts no earlier than one slot after the earliest start of `before`, and the other way round. */
function filterByPrecedences({ meetings, slotCount }: B2bInstance, possible: number[]): string | null {
  for (const [later, { after }] of meetings.entries()) {
    for (const earlier of after) {
      const first = slotsIn(possible[earlier]!)[0]!;
      const last = slotsIn(possible[later]!).at(-1)!;
      const laterSlots = possible[later]! & slotSet(first + 1, slotCount);
      const earlierSlots = possible[earlier]! & slotSet(0, last);
      if (laterSlots === 0 || earlierSlots === 0)
        return (
          `Meeting ${earlier + 1} must come before meeting ${later + 1}, but can take place no earlier than in slot ` +
          `${first + 1}, and meeting ${later + 1} no later than in slot ${last + 1}.`
        );
      possible[later] = laterSlots;
      possible[earlier] = earlierSlots;
    }
  }
  return null;
}

/** A stretch of the day holds no more meetings than it has tables; when those that must be in it fill it, others go. */
function filterByTables({ slotCount, tableCount }: B2bInstance, possible: number[]): string | null {
  for (let start = 0; start < slotCount; start++) {
    for (let end = start + 1; end <= slotCount; end++) {
      const stretch = slotSet(start, end);
      const inside = possible.flatMap((set, meeting) => ((set & ~stretch) === 0 ? [meeting] : []));
      const room = tableCount * (end - start);
      if (inside.length > room)
        return `The ${inside.length} meetings that must lie in slots ${start + 1} to ${end} have only ${room} places at the tables.`;
      if (inside.length < room) continue;
      possible.forEach((set, meeting) => {
        if ((set & ~stretch) !== 0) possible[meeting] = set & ~stretch;
      });
    }
  }
  return null;
}

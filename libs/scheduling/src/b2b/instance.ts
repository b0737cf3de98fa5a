/**
 * An instance of the published benchmark (Bofill et al., JAIR 74, 2022): one day of equal slots, identical tables, meetings
 * of two, all of them to be placed. Participants, meetings and slots are numbered from 0 here, from 1 in files and output.
 */
export interface B2bInstance {
  participantCount: number;
  tableCount: number;
  /** 1 to 30, so that a set of slots is a whole number: slot t is bit t. */
  slotCount: number;
  /** The first slots of the day; the others are the afternoon. */
  morningSlotCount: number;
  meetings: readonly B2bMeeting[];
  /** Per participant: the slots in which it is not there, as a set. */
  forbidden: readonly number[];
}

export interface B2bMeeting {
  parties: readonly [number, number];
  session: 'morning' | 'afternoon' | 'any';
  /** The slot that is given, or null. */
  fixedSlot: number | null;
  /** Meetings that take place in an earlier slot. */
  after: readonly number[];
}

/** Breaks of any two participants differ by at most this; those with fewer than two meetings have none. */
export const fairness = 2;

/** The meetings of each participant, ascending. */
export function listOwnMeetings(instance: B2bInstance): number[][] {
  const own = Array.from({ length: instance.participantCount }, (): number[] => []);
  instance.meetings.forEach(({ parties }, meeting) => parties.forEach((party) => own[party]!.push(meeting)));
  return own;
}

/** The slots each meeting could have by itself: session, fixed slot, and neither party forbidden. */
export function listPossibleSlots(instance: B2bInstance): number[] {
  const day = slotSet(0, instance.slotCount);
  const morning = slotSet(0, instance.morningSlotCount);
  const sessions = { morning, afternoon: day & ~morning, any: day };
  return instance.meetings.map(({ parties: [a, b], session, fixedSlot }) => {
    const there = ~(instance.forbidden[a]! | instance.forbidden[b]!);
    return sessions[session] & there & (fixedSlot === null ? day : 1 << fixedSlot);
  });
}

/** The set of the slots from `start` up to, not including, `end`. */
export function slotSet(start: number, end: number): number {
  return ((1 << end) - 1) & ~((1 << start) - 1);
}

/** The slots of a set, ascending. */
export function slotsIn(set: number): number[] {
  const slots: number[] = [];
  for (let rest = set; rest !== 0; rest &= rest - 1) slots.push(31 - Math.clz32(rest & -rest));
  return slots;
}

/** How many slots a set has. */
export function sizeOf(set: number): number {
  let size = 0;
  for (let rest = set; rest !== 0; rest &= rest - 1) size += 1;
  return size;
}

import type { Meeting, SchedulingProblem, Slot, Table } from '../problem.js';
import { isCovered, meet, minutesOf, minutesOfInterval, type Minutes } from './sitting.js';

/** A slot with its time. */
export interface TimedSlot extends Minutes {
  slot: Slot;
}

/** Which meeting can be held in which slot at which table, whatever else is placed. */
export class Usability {
  /** In order of start. */
  readonly slots: TimedSlot[];
  /** Meetings that can be held at all. */
  readonly possible: Meeting[] = [];
  private readonly usable = new Map<string, TimedSlot[]>();
  private readonly holdable = new Map<string, TimedSlot[]>();

  constructor(readonly problem: SchedulingProblem) {
    this.slots = problem.slots
      .map((slot) => ({ slot, from: minutesOf(slot.start), to: minutesOf(slot.end) }))
      .sort((a, b) => a.from - b.from || a.to - b.to);
    const canAttend = new Map(
      problem.participants.map(({ id, available, pauses = [] }) => {
        const there = available?.map(minutesOfInterval);
        const free = pauses.map(minutesOfInterval);
        const slots = this.slots.filter(
          (slot) => (!there || isCovered(slot, there)) && !free.some((pause) => meet(pause, slot)),
        );
        return [id, new Set(slots)];
      }),
    );
    const kinds = distinctTables(problem);
    const hasTable = new Map<string, boolean>();
    for (const meeting of problem.meetings) {
      const { id, participants, sessions, subForum, pin } = meeting;
      const usable = this.slots.filter(
        (slot) =>
          (!sessions || sessions.includes(slot.slot.session)) &&
          (!subForum || !slot.slot.subForum || subForum === slot.slot.subForum) &&
          (!pin?.slot || pin.slot === slot.slot.id) &&
          participants.every((party) => canAttend.get(party)!.has(slot)),
      );
      this.usable.set(id, usable);
      const kind = kindOf(meeting);
      const holdable = usable.filter((slot) => {
        const key = `${kind} ${slot.slot.subForum ?? ''}`;
        const known = hasTable.get(key) ?? kinds.some((table) => suits(meeting, slot.slot, table));
        hasTable.set(key, known);
        return known;
      });
      this.holdable.set(id, holdable);
      if (holdable.length > 0) this.possible.push(meeting);
    }
  }

  /** Slots that the meeting can use, tables apart. */
  slotsOf(meeting: Meeting): TimedSlot[] {
    return this.usable.get(meeting.id)!;
  }

  /** Slots in which there is a table for the meeting. */
  slotsWithTable(meeting: Meeting): TimedSlot[] {
    return this.holdable.get(meeting.id)!;
  }
}

/** Meetings of one kind suit the same tables in the same slot. */
export function kindOf({ participants, online, subForum, pin }: Meeting): string {
  return JSON.stringify([participants.length, online === true, subForum, pin?.table]);
}

export function suits(meeting: Meeting, slot: Slot, table: Table): boolean {
  return (
    table.seats >= meeting.participants.length &&
    table.online === (meeting.online === true) &&
    (!table.subForum || table.subForum === meeting.subForum || table.subForum === slot.subForum) &&
    (!meeting.pin?.table || meeting.pin.table === table.id)
  );
}

/** One of all tables that no meeting is pinned to and that are alike, and the others. */
function distinctTables({ tables, meetings }: SchedulingProblem): Table[] {
  const pinned = new Set(meetings.map((meeting) => meeting.pin?.table));
  const alike = new Map<string, Table>();
  for (const table of tables) {
    alike.set(
      pinned.has(table.id) ? `pinned ${table.id}` : `${table.seats} ${table.online} ${JSON.stringify(table.subForum)}`,
      table,
    );
  }
  return [...alike.values()];
}

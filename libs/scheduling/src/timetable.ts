import type { IndexedProblem } from './indexed-problem.js';
import type { Placement } from './problem.js';
import { TableChoice } from './table-choice.js';

/** A published schedule by indices: slot and table per meeting, -1 where there is none (any more). */
export interface Published {
  readonly isPublished: Uint8Array;
  readonly slotOf: Int32Array;
  readonly tableOf: Int32Array;
}

/** Slot and table per meeting, -1 for the unplaced, with what they are worth. */
export interface Snapshot {
  readonly slotOf: Int32Array;
  readonly tableOf: Int32Array;
  readonly weight: number;
  readonly moved: number;
  readonly breaks: number;
}

/**
 * Who sits where and when, kept up under placing and removing, with weight, breaks and moved meetings.
 *
 * It does not judge: callers ask the constraints before they place. Placing and removing cost O(slots of the day) at
 * worst per party, to the next meeting on either side as a rule.
 */
export class Timetable {
  readonly slotOf: Int32Array;
  readonly tableOf: Int32Array;
  /** participant × slot: the meeting it has in exactly this slot, or -1. */
  readonly attending: Int32Array;
  /** table × slot: the meeting it holds in exactly this slot, or -1. */
  readonly holding: Int32Array;
  /** participant × day: how many meetings it has. */
  readonly onDay: Int32Array;
  readonly tables: TableChoice;

  weight = 0;
  breaks = 0;
  /** Published meetings that are not at their slot. */
  moved = 0;
  /** Published meetings that are not placed. */
  missing = 0;

  constructor(
    readonly problem: IndexedProblem,
    readonly published: Published = indexPlacements(problem, []),
  ) {
    const { meetingCount, participantCount, tableCount, slotCount, dayCount } = problem;
    this.slotOf = new Int32Array(meetingCount).fill(-1);
    this.tableOf = new Int32Array(meetingCount).fill(-1);
    this.attending = new Int32Array(participantCount * slotCount).fill(-1);
    this.holding = new Int32Array(tableCount * slotCount).fill(-1);
    this.onDay = new Int32Array(participantCount * dayCount);
    this.tables = new TableChoice(problem);
    this.moved = this.missing = published.isPublished.reduce((sum, is) => sum + is, 0);
  }

  place(meeting: number, slot: number, table: number): void {
    this.slotOf[meeting] = slot;
    this.tableOf[meeting] = table;
    this.holding[table * this.problem.slotCount + slot] = meeting;
    for (const participant of this.problem.parties[meeting]!) {
      this.breaks += this.breaksAdded(participant, slot);
      this.attending[participant * this.problem.slotCount + slot] = meeting;
      this.onDay[participant * this.problem.dayCount + this.problem.dayOf[slot]!]!++;
    }
    this.account(meeting, slot, 1);
  }

  remove(meeting: number): void {
    const slot = this.slotOf[meeting]!;
    this.holding[this.tableOf[meeting]! * this.problem.slotCount + slot] = -1;
    for (const participant of this.problem.parties[meeting]!) {
      this.attending[participant * this.problem.slotCount + slot] = -1;
      this.onDay[participant * this.problem.dayCount + this.problem.dayOf[slot]!]!--;
      this.breaks -= this.breaksAdded(participant, slot);
    }
    this.slotOf[meeting] = -1;
    this.tableOf[meeting] = -1;
    this.account(meeting, slot, -1);
  }

  private account(meeting: number, slot: number, sign: 1 | -1): void {
    this.weight += sign * this.problem.weight[meeting]!;
    if (!this.published.isPublished[meeting]) return;
    this.missing -= sign;
    if (this.published.slotOf[meeting] === slot) this.moved -= sign;
  }

  /** How many more breaks a participant has with a meeting in a slot in which it now has none; may be negative. */
  breaksAdded(participant: number, slot: number): number {
    const before = this.slotBefore(participant, slot);
    const after = this.slotAfter(participant, slot);
    let added = 0;
    if (before !== -1 && this.isBreak(participant, before, slot)) added++;
    if (after !== -1 && this.isBreak(participant, slot, after)) added++;
    if (before !== -1 && after !== -1 && this.isBreak(participant, before, after)) added--;
    return added;
  }

  /**
   * Whether the time between two successive meetings of a participant on one day is a break: a slot that its meetings
   * could have used lies wholly in it, and none of its pauses does.
   */
  isBreak(participant: number, slot: number, next: number): boolean {
    const { idleEnd, nextPause, start, slotCount } = this.problem;
    const at = participant * slotCount + slot;
    return idleEnd[at]! <= start[next]! && nextPause[at]! >= start[next]!;
  }

  /** The slot of the participant's last meeting of the day before this slot, or -1. */
  slotBefore(participant: number, slot: number): number {
    const { slotsOfDay, dayOf, rank, slotCount } = this.problem;
    const ofDay = slotsOfDay[dayOf[slot]!]!;
    for (let place = rank[slot]! - 1; place >= 0; place--) {
      if (this.attending[participant * slotCount + ofDay[place]!] !== -1) return ofDay[place]!;
    }
    return -1;
  }

  /** The slot of the participant's first meeting of the day after this slot, or -1. */
  slotAfter(participant: number, slot: number): number {
    const { slotsOfDay, dayOf, rank, slotCount } = this.problem;
    const ofDay = slotsOfDay[dayOf[slot]!]!;
    for (let place = rank[slot]! + 1; place < ofDay.length; place++) {
      if (this.attending[participant * slotCount + ofDay[place]!] !== -1) return ofDay[place]!;
    }
    return -1;
  }

  meetingsIn(participant: number, slots: number[]): number[] {
    const row = participant * this.problem.slotCount;
    return slots.map((slot) => this.attending[row + slot]!).filter((meeting) => meeting !== -1);
  }

  /** The table the meeting would take: its published one when free, else the first free one that suits; -1 for none. */
  freeTable(meeting: number, slot: number): number {
    const suitable = this.tables.of(meeting, slot);
    const published = this.published.tableOf[meeting]!;
    if (published !== -1 && suitable.includes(published) && this.isFree(published, slot)) return published;
    for (const table of suitable) if (this.isFree(table, slot)) return table;
    return -1;
  }

  isFree(table: number, slot: number): boolean {
    for (const other of this.problem.overlaps[slot]!) {
      if (this.holding[table * this.problem.slotCount + other] !== -1) return false;
    }
    return true;
  }

  snapshot(): Snapshot {
    const { weight, moved, breaks } = this;
    return { slotOf: this.slotOf.slice(), tableOf: this.tableOf.slice(), weight, moved, breaks };
  }

  /** Becomes the schedule of the snapshot. */
  restore({ slotOf, tableOf }: Pick<Snapshot, 'slotOf' | 'tableOf'>): void {
    const differs = (meeting: number): boolean =>
      this.slotOf[meeting] !== slotOf[meeting] || this.tableOf[meeting] !== tableOf[meeting];
    const changed = Array.from(slotOf.keys()).filter(differs);
    for (const meeting of changed) if (this.slotOf[meeting] !== -1) this.remove(meeting);
    for (const meeting of changed) if (slotOf[meeting] !== -1) this.place(meeting, slotOf[meeting]!, tableOf[meeting]!);
  }

  placements(): Placement[] {
    const { slots, tables, meetings } = this.problem.source;
    return meetings.flatMap(({ id }, meeting) => {
      const slot = slots[this.slotOf[meeting]!];
      return slot ? [{ meeting: id, slot: slot.id, table: tables[this.tableOf[meeting]!]!.id }] : [];
    });
  }
}

/** Placements by indices; those of meetings that are gone are left out, and slots and tables that are gone are -1. */
export function indexPlacements(problem: IndexedProblem, placements: Placement[]): Published {
  const isPublished = new Uint8Array(problem.meetingCount);
  const slotOf = new Int32Array(problem.meetingCount).fill(-1);
  const tableOf = new Int32Array(problem.meetingCount).fill(-1);
  for (const { meeting: id, slot, table } of placements) {
    const meeting = problem.meetingIndex.get(id);
    if (meeting === undefined) continue;
    isPublished[meeting] = 1;
    slotOf[meeting] = problem.slotIndex.get(slot) ?? -1;
    tableOf[meeting] = problem.tableIndex.get(table) ?? -1;
  }
  return { isPublished, slotOf, tableOf };
}

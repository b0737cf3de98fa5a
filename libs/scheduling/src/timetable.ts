import { FreeTables } from './free-tables.js';
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
  weight: number;
  moved: number;
  breaks: number;
  /** Breaks by which participants are further apart than the problem's fairness allows; 0 without one. */
  unfairness: number;
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
  readonly breaksOf: Int32Array;
  readonly meetingsPlacedOf: Int32Array;
  /** Participants with a break, in no particular order: the first `waitingCount` of the list. */
  readonly waiting: Int32Array;
  waitingCount = 0;
  private readonly placeInWaiting: Int32Array;
  readonly tables: TableChoice;
  readonly freeTables: FreeTables;
  /** Meetings that have changed place since the last snapshot, each once. */
  private readonly changed: number[] = [];
  private readonly isChanged: Uint8Array;

  weight = 0;
  breaks = 0;
  placedCount = 0;
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
    this.breaksOf = new Int32Array(participantCount);
    this.meetingsPlacedOf = new Int32Array(participantCount);
    this.waiting = new Int32Array(participantCount);
    this.placeInWaiting = new Int32Array(participantCount).fill(-1);
    this.isChanged = new Uint8Array(meetingCount);
    this.tables = new TableChoice(problem);
    this.freeTables = new FreeTables(problem, this.tables);
    this.moved = this.missing = published.isPublished.reduce((sum, is) => sum + is, 0);
  }

  place(meeting: number, slot: number, table: number): void {
    const { slotCount, dayCount, dayOf, parties } = this.problem;
    this.slotOf[meeting] = slot;
    this.tableOf[meeting] = table;
    this.holding[table * slotCount + slot] = meeting;
    this.freeTables.take(table, slot);
    for (const participant of parties[meeting]!) {
      const added = this.breaksAdded(participant, slot);
      if (added !== 0) this.addBreaks(participant, added);
      this.attending[participant * slotCount + slot] = meeting;
      this.onDay[participant * dayCount + dayOf[slot]!]!++;
      this.meetingsPlacedOf[participant]!++;
    }
    this.account(meeting, slot, 1);
  }

  remove(meeting: number): void {
    const { slotCount, dayCount, dayOf, parties } = this.problem;
    const slot = this.slotOf[meeting]!;
    const table = this.tableOf[meeting]!;
    this.holding[table * slotCount + slot] = -1;
    this.freeTables.giveBack(table, slot);
    for (const participant of parties[meeting]!) {
      this.attending[participant * slotCount + slot] = -1;
      this.onDay[participant * dayCount + dayOf[slot]!]!--;
      this.meetingsPlacedOf[participant]!--;
      const added = this.breaksAdded(participant, slot);
      if (added !== 0) this.addBreaks(participant, -added);
    }
    this.slotOf[meeting] = -1;
    this.tableOf[meeting] = -1;
    this.account(meeting, slot, -1);
  }

  /** Changes only the table. */
  changeTable(meeting: number, table: number): void {
    const slot = this.slotOf[meeting]!;
    const { slotCount } = this.problem;
    this.holding[this.tableOf[meeting]! * slotCount + slot] = -1;
    this.freeTables.giveBack(this.tableOf[meeting]!, slot);
    this.tableOf[meeting] = table;
    this.holding[table * slotCount + slot] = meeting;
    this.freeTables.take(table, slot);
    this.note(meeting);
  }

  private addBreaks(participant: number, added: number): void {
    this.breaks += added;
    this.breaksOf[participant]! += added;
    const place = this.placeInWaiting[participant]!;
    if (this.breaksOf[participant]! > 0 && place === -1) {
      this.placeInWaiting[participant] = this.waitingCount;
      this.waiting[this.waitingCount++] = participant;
    } else if (this.breaksOf[participant] === 0 && place !== -1) {
      const last = this.waiting[--this.waitingCount]!;
      this.waiting[place] = last;
      this.placeInWaiting[last] = place;
      this.placeInWaiting[participant] = -1;
    }
  }

  private account(meeting: number, slot: number, sign: 1 | -1): void {
    this.note(meeting);
    this.weight += sign * this.problem.weight[meeting]!;
    this.placedCount += sign;
    if (!this.published.isPublished[meeting]) return;
    this.missing -= sign;
    if (this.published.slotOf[meeting] === slot) this.moved -= sign;
  }

  private note(meeting: number): void {
    if (this.isChanged[meeting]) return;
    this.isChanged[meeting] = 1;
    this.changed.push(meeting);
  }

  /**
   * How far the breaks of the participants with a placed meeting lie apart beyond what the problem's fairness allows.
   * O(participants).
   */
  get unfairness(): number {
    return Math.max(0, this.spread - this.problem.fairness);
  }

  /** Most less fewest breaks of a participant with a placed meeting; 0 without any. */
  get spread(): number {
    let fewest = Infinity;
    let most = 0;
    for (let participant = 0; participant < this.breaksOf.length; participant++) {
      if (this.meetingsPlacedOf[participant] === 0) continue;
      fewest = Math.min(fewest, this.breaksOf[participant]!);
      most = Math.max(most, this.breaksOf[participant]!);
    }
    return fewest === Infinity ? 0 : most - fewest;
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

  /** The table the meeting would take: its published one when free, else a free one of the first class; -1 for none. */
  freeTable(meeting: number, slot: number): number {
    const { freeTables, tables } = this;
    const classes = tables.classesOf(meeting, slot);
    const published = this.published.tableOf[meeting]!;
    if (published !== -1 && classes.includes(tables.classOf[published]!) && freeTables.isFree(published, slot)) {
      return published;
    }
    for (const tableClass of classes) {
      const table = freeTables.anyFree(tableClass, slot);
      if (table !== -1) return table;
    }
    return -1;
  }

  isFree(table: number, slot: number): boolean {
    return this.freeTables.isFree(table, slot);
  }

  snapshot(): Snapshot {
    this.forgetChanges();
    return { slotOf: this.slotOf.slice(), tableOf: this.tableOf.slice(), ...this.worth };
  }

  get worth(): Pick<Snapshot, 'weight' | 'moved' | 'breaks' | 'unfairness'> {
    const { weight, moved, breaks } = this;
    return { weight, moved, breaks, unfairness: this.problem.fairness === Infinity ? 0 : this.unfairness };
  }

  /** Brings the last snapshot, or the one last restored, up to date. O(meetings changed since). */
  updateSnapshot(snapshot: Snapshot): void {
    for (const meeting of this.changed) {
      snapshot.slotOf[meeting] = this.slotOf[meeting]!;
      snapshot.tableOf[meeting] = this.tableOf[meeting]!;
    }
    this.forgetChanges();
    Object.assign(snapshot, this.worth);
  }

  /** Becomes the schedule of the last snapshot. O(meetings changed since). */
  restore({ slotOf, tableOf }: Pick<Snapshot, 'slotOf' | 'tableOf'>): void {
    const differs = (meeting: number): boolean =>
      this.slotOf[meeting] !== slotOf[meeting] || this.tableOf[meeting] !== tableOf[meeting];
    const different = this.changed.filter(differs);
    for (const meeting of different) if (this.slotOf[meeting] !== -1) this.remove(meeting);
    for (const meeting of different) {
      if (slotOf[meeting] !== -1) this.place(meeting, slotOf[meeting]!, tableOf[meeting]!);
    }
    this.forgetChanges();
  }

  private forgetChanges(): void {
    for (const meeting of this.changed) this.isChanged[meeting] = 0;
    this.changed.length = 0;
  }

  placements(): Placement[] {
    return namePlacements(this.problem, this);
  }
}

/** Slots and tables per meeting as placements, in order of the problem. */
export function namePlacements(
  { source }: IndexedProblem,
  { slotOf, tableOf }: Pick<Snapshot, 'slotOf' | 'tableOf'>,
): Placement[] {
  const { slots, tables, meetings } = source;
  return meetings.flatMap(({ id }, meeting) => {
    const slot = slots[slotOf[meeting]!];
    return slot ? [{ meeting: id, slot: slot.id, table: tables[tableOf[meeting]!]!.id }] : [];
  });
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

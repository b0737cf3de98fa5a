import { Agendas } from './agendas.js';
import { FreeTables } from './free-tables.js';
import { indexPlacements, namePlacements, type Published } from './indexed-placements.js';
import type { IndexedProblem } from './indexed-problem.js';
import type { Placement } from './problem.js';
import { TableChoice } from './table-choice.js';

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
 * It does not judge: callers ask the constraints before they place. Placing and removing cost O(parties · overlapping
 * slots).
 */
export class Timetable {
  readonly slotOf: Int32Array;
  readonly tableOf: Int32Array;
  readonly agendas: Agendas;
  /** table × slot: the meeting it holds in exactly this slot, or -1. */
  readonly holding: Int32Array;
  readonly tables: TableChoice;
  readonly freeTables: FreeTables;
  /** Meetings that have changed place since the last snapshot, each once. */
  private readonly changed: number[] = [];
  private readonly isChanged: Uint8Array;

  weight = 0;
  placedCount = 0;
  /** Published meetings that are not at their slot. */
  moved = 0;
  /** Published meetings that are not placed. */
  missing = 0;

  constructor(
    readonly problem: IndexedProblem,
    readonly published: Published = indexPlacements(problem, []),
  ) {
    const { meetingCount, tableCount, slotCount } = problem;
    this.slotOf = new Int32Array(meetingCount).fill(-1);
    this.tableOf = new Int32Array(meetingCount).fill(-1);
    this.agendas = new Agendas(problem);
    this.holding = new Int32Array(tableCount * slotCount).fill(-1);
    this.isChanged = new Uint8Array(meetingCount);
    this.tables = new TableChoice(problem);
    this.freeTables = new FreeTables(problem, this.tables);
    this.moved = this.missing = published.isPublished.reduce((sum, is) => sum + is, 0);
  }

  place(meeting: number, slot: number, table: number): void {
    const { slotCount, parties } = this.problem;
    this.slotOf[meeting] = slot;
    this.tableOf[meeting] = table;
    this.holding[table * slotCount + slot] = meeting;
    this.freeTables.take(table, slot);
    for (const participant of parties[meeting]!) this.agendas.sit(participant, slot, meeting);
    this.account(meeting, slot, 1);
  }

  remove(meeting: number): void {
    const { slotCount, parties } = this.problem;
    const slot = this.slotOf[meeting]!;
    const table = this.tableOf[meeting]!;
    this.holding[table * slotCount + slot] = -1;
    this.freeTables.giveBack(table, slot);
    for (const participant of parties[meeting]!) this.agendas.leave(participant, slot);
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

  get breaks(): number {
    return this.agendas.breaks;
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
    return { weight, moved, breaks, unfairness: this.problem.fairness === Infinity ? 0 : this.agendas.unfairness };
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

import { checkProblem } from './check-problem.js';
import { listTimeObstacles } from './constraints/placed-constraints.js';
import { listSlotObstacles } from './constraints/slot-constraints.js';
import { listTableObstacles } from './constraints/table-constraints.js';
import { listTableTaken } from './constraints/table-taken.js';
import type { Found } from './constraints/found.js';
import { indexProblem } from './index-problem.js';
import { nameObstacles } from './name-obstacles.js';
import type { Placement, SchedulingProblem } from './problem.js';
import type { Obstacle } from './result.js';
import { indexPlacements } from './indexed-placements.js';
import { Timetable } from './timetable.js';

/** One slot for a meeting, with what is against the slot and against each table in it; free where both are empty. */
export interface SlotPlaces {
  slot: string;
  obstacles: Obstacle[];
  tables: { table: string; obstacles: Obstacle[] }[];
}

/**
 * Every slot and table for one meeting while all others stay where they are, in order of the problem.
 * Where the meeting is now does not stand in its own way. Cost O(slots · (parties + tables)) after indexing.
 *
 * @param placements a schedule without violations; placements of what the problem does not know are left out
 * @throws RangeError when the problem has faults or does not know the meeting
 */
export function listPlaces(problem: SchedulingProblem, placements: Placement[], meeting: string): SlotPlaces[] {
  const others = new GrowingSchedule(problem, without(placements, meeting));
  return others.listPlaces(meeting);
}

/**
 * What stands against placing or moving a meeting to this slot and table while all others stay; empty when it may go. For many
 * meetings, one after another, `GrowingSchedule` indexes the problem once.
 *
 * @param placements a schedule without violations; placements of what the problem does not know are left out
 * @throws RangeError when the problem has faults or does not know the meeting, slot or table
 */
export function refuseMove(problem: SchedulingProblem, placements: Placement[], to: Placement): Obstacle[] {
  return new GrowingSchedule(problem, without(placements, to.meeting)).refuse(to);
}

/** A schedule to which one meeting after another is added. Cost of making it: one indexing of the problem. */
export class GrowingSchedule {
  private readonly timetable: Timetable;

  /**
   * @param placements a schedule without violations; placements of what the problem does not know are left out
   * @throws RangeError when the problem has faults
   */
  constructor(
    private readonly problem: SchedulingProblem,
    placements: Placement[],
  ) {
    const faults = checkProblem(problem);
    if (faults.length > 0) throw new RangeError(`This is no scheduling problem.\n${faults.join('\n')}`);
    const indexed = indexProblem(problem);
    this.timetable = new Timetable(indexed);
    const { slotOf, tableOf } = indexPlacements(indexed, placements);
    slotOf.forEach((slot, meeting) => {
      if (slot !== -1 && tableOf[meeting] !== -1) this.timetable.place(meeting, slot, tableOf[meeting]!);
    });
  }

  /**
   * What stands against a meeting that has no place yet; empty when it may go there. Cost O(parties + meetings in the slot).
   *
   * @throws RangeError when the problem does not know the meeting, slot or table
   */
  refuse(to: Placement): Obstacle[] {
    const { meeting, slot, table } = this.indicesOf(to);
    return [...this.againstSlot(meeting, slot), ...this.againstTable(meeting, slot, table)];
  }

  /**
   * Adds a meeting that has no place yet, where nothing stands against it.
   *
   * @throws RangeError when the problem does not know the meeting, slot or table
   */
  add(to: Placement): void {
    const { meeting, slot, table } = this.indicesOf(to);
    this.timetable.place(meeting, slot, table);
  }

  /** Every slot and table for a meeting that has no place yet, in order of the problem. */
  listPlaces(meeting: string): SlotPlaces[] {
    const index = this.meetingIndexOf(meeting);
    const { slots, tables } = this.problem;
    return slots.map(({ id }, slot) => ({
      slot: id,
      obstacles: this.againstSlot(index, slot),
      tables: tables.map((table, at) => ({ table: table.id, obstacles: this.againstTable(index, slot, at) })),
    }));
  }

  private indicesOf(to: Placement): { meeting: number; slot: number; table: number } {
    const { slots, tables } = this.problem;
    const slot = slots.findIndex(({ id }) => id === to.slot);
    const table = tables.findIndex(({ id }) => id === to.table);
    if (slot === -1) throw new RangeError(`Slot ${to.slot} is not in the problem (${slots.length} slots).`);
    if (table === -1) throw new RangeError(`Table ${to.table} is not in the problem (${tables.length} tables).`);
    return { meeting: this.meetingIndexOf(to.meeting), slot, table };
  }

  private meetingIndexOf(meeting: string): number {
    const index = this.timetable.problem.meetingIndex.get(meeting);
    if (index === undefined) throw new RangeError(`Meeting ${meeting} is not in the problem.`);
    return index;
  }

  private againstSlot(meeting: number, slot: number): Obstacle[] {
    const found: Found[] = [];
    listSlotObstacles(this.timetable.problem, meeting, slot, found);
    listTimeObstacles(this.timetable, meeting, slot, found);
    return nameObstacles(this.timetable.problem, found);
  }

  private againstTable(meeting: number, slot: number, table: number): Obstacle[] {
    const found: Found[] = [];
    listTableObstacles(this.timetable.problem, meeting, slot, table, found);
    listTableTaken(this.timetable, meeting, slot, table, found);
    return nameObstacles(this.timetable.problem, found);
  }
}

const without = (placements: Placement[], meeting: string): Placement[] =>
  placements.filter((placement) => placement.meeting !== meeting);
